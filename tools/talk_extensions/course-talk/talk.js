/* A notebook before a class. It is run as soon as it is open; PageDown and PageUp, which remote
controls send, go to the next and the previous section of the lesson, d to the last dashboard; a
strip in the tool bar, where it hides no words, says which section it is, and how the time stands.

Only notebooks whose metadata say {"course": {"talk": true}}, as tools/talk_copy.py writes them. An
extension of JupyterLab in the form that a build would give, written by hand: no Node, no network.
*/
(() => {
  "use strict";
  const NAME = "course-talk"; // as in package.json
  const PLACE = `${NAME}-place`; // what a page that is loaded again goes on from
  const KEYS = { PageDown: 1, PageUp: -1 };
  const DASHBOARD = "d"; // the key
  const BOARD = ".jp-OutputArea-output:has(.widget-image)";
  const FOLDS = ["ArrowLeft", "ArrowRight"]; // JupyterLab folds the heading that is marked
  const CODE = ".cm-content";
  const TEXT = `${CODE}, textarea, input[type='text']`; // there a key belongs to the text
  const CHANGES = /^([^ ]|Enter|Backspace|Delete)$/; // by these JupyterLab cuts, adds, opens cells
  const LOOK = `
    .course-talk .jp-MarkdownCell { --jp-content-font-size1: 19px; }
    .course-talk .jp-RenderedHTMLCommon table { font-size: 17px; }
    .course-talk .jp-PlaceholderText { display: none; } /* a first line may tell an answer */
    .course-talk .jp-RenderedText pre { word-break: normal; overflow-wrap: anywhere; }
    .course-talk .jp-InputArea, .course-talk .jp-RenderedText { --jp-code-font-size: 16px; }
    .course-talk-strip {
      position: absolute; right: 300px; top: 5px; padding: 2px 10px; border-radius: 4px;
      background: var(--jp-layout-color2); color: var(--jp-ui-font-color1);
      font: 14px var(--jp-ui-font-family); pointer-events: none;
    }`;
  let shared = {};

  /* Which cells open a section of the lesson, and its minutes. */
  function sectionsOf(notebook) {
    return notebook.widgets.flatMap((cell, index) => {
      const told = cell.model.getMetadata("teaching");
      return told?.lesson ? [{ index, minutes: told.minutes }] : [];
    });
  }

  /* What went wrong, also in cells that are not drawn yet. */
  function errorsIn(notebook) {
    const outputs = notebook.widgets.flatMap((cell) => cell.model.outputs?.toJSON() ?? []);
    const errors = outputs.filter((output) => output.output_type === "error");
    return errors.map((error) => `${error.ename}: ${error.evalue}`);
  }

  class Talk {
    constructor(app, panel) {
      this.app = app;
      this.panel = panel;
      this.at = -1; // before the first section stands the head
      this.state = "opening";
      this.strip = document.createElement("div");
      this.recall();
      panel.addClass("course-talk");
      this.strip.className = "course-talk-strip";
      this.strip.setAttribute("role", "status");
      panel.toolbar.node.append(this.strip);
      this.clock = setInterval(() => this.say(), 5000);
      panel.disposed.connect(() => clearInterval(this.clock));
      this.begin();
    }

    async begin() {
      const { panel, app } = this;
      await panel.context.ready;
      await panel.revealed;
      await panel.sessionContext.ready;
      this.say();
      const needed = panel.content.widgets.filter((cell) => cell.model.type === "code").length;
      const count = () => {
        const done = panel.content.widgets.filter((cell) => cell.model.executionCount).length;
        this.state = `running ${done}/${needed}`;
        this.say();
      };
      this.mark();
      // The cell that runs last opens its section.
      const folded = panel.content.widgets.filter((cell) => cell.headingCollapsed);
      const counting = setInterval(count, 500);
      try {
        await app.commands.execute("notebook:run-all-cells");
        this.state = "ready";
      } catch {
        this.state = "not run to its end";
      }
      clearInterval(counting);
      folded.forEach((heading) => (heading.headingCollapsed = true));
      panel.node.dataset.talkErrors = JSON.stringify(errorsIn(panel.content));
      this.go(0);
    }

    /* Each cell knows its section of the lesson: whoever tries the lesson out asks for it. */
    mark() {
      const sections = sectionsOf(this.panel.content);
      let part = -1;
      this.panel.content.widgets.forEach((cell, index) => {
        part = sections.findIndex((section) => section.index === index) === -1 ? part : part + 1;
        cell.node.dataset.talkPart = String(part);
      });
    }

    /* To the next section (+1), the previous (-1), or again to the top of this one (0). */
    go(step) {
      const notebook = this.panel.content;
      const sections = sectionsOf(notebook);
      this.at = Math.min(Math.max(this.at + step, -1), sections.length - 1);
      if (step !== 0 && this.began === undefined) {
        this.began = Date.now();
      }
      const index = this.at < 0 ? 0 : sections[this.at].index;
      Object.assign(notebook, { mode: "command", activeCellIndex: index });
      // A slider that keeps the focus would not tell JupyterLab when it is used again.
      document.activeElement?.blur();
      notebook.widgets[index].node.focus({ preventScroll: true });
      this.left = undefined;
      this.bringToTop(notebook.widgets[index].node);
      this.panel.node.dataset.talkSection = String(this.at);
      this.say();
    }

    /* To the last dashboard above, of whatever section, and back to where this was. */
    toDashboard() {
      const notebook = this.panel.content;
      const top = notebook.outerNode.getBoundingClientRect().top;
      const below = (node) => node.getBoundingClientRect().top - top;
      if (this.left) {
        this.bringToTop(this.left.node, this.left.below);
        this.left = undefined;
        return;
      }
      const nodes = notebook.widgets.map((cell) => cell.node).filter((n) => n.checkVisibility());
      const node = nodes.find((each) => below(each) + each.offsetHeight > 1);
      const boards = [...notebook.node.querySelectorAll(BOARD)].filter((each) => below(each) < -1);
      if (node && boards.length > 0) {
        this.left = { node, below: below(node) };
        this.bringToTop(boards.at(-1));
      }
    }

    /* Cells above get their true height only when they come into sight: look again until it holds. */
    async bringToTop(node, below = 0) {
      const window_ = this.panel.content.outerNode;
      this.target = node;
      for (let look = 0, steady = 0; look < 60 && steady < 5 && this.target === node; look += 1) {
        const off = node.getBoundingClientRect().top - window_.getBoundingClientRect().top - below;
        steady = Math.abs(off) < 2 ? steady + 1 : 0;
        window_.scrollTop += off;
        await new Promise((next) => requestAnimationFrame(next));
      }
    }

    /* Keep where the lesson stands, and its address: JupyterLab puts the file browser's folder
    there, which is all that a page would show that is loaded again. */
    remember() {
      const { path } = this.panel.context;
      const { baseUrl } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
      const own = new URL(`${baseUrl}lab/tree/${encodeURI(path)}`, location.href).pathname;
      if (this.panel.isVisible && location.pathname !== own) {
        history.replaceState(history.state, "", own);
      }
      sessionStorage.setItem(PLACE, JSON.stringify({ path, at: this.at, began: this.began }));
    }

    /* Loaded again in the middle of a lesson: the section and the clock go on. */
    recall() {
      const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
      const [opened] = performance.getEntriesByType("navigation");
      if (opened?.type === "reload" && kept.path === this.panel.context.path) {
        this.at = kept.at;
        this.began = kept.began;
      }
    }

    /* Do what a key says, or take it away where it would change the notebook; else it is not ours. */
    answers(key, node) {
      const outside = (places) => !node.closest?.(places);
      if (KEYS[key] && (outside(TEXT) || !outside(CODE))) {
        this.go(KEYS[key]);
      } else if (!this.panel.content.node.contains(node) || !outside(TEXT)) {
        return false;
      } else if (key === DASHBOARD && outside("select")) {
        this.toDashboard();
      } else {
        const pressed = key === "Enter" && !outside("button, a, summary");
        const changes = CHANGES.test(key) && outside("input, select") && !pressed;
        return changes || (FOLDS.includes(key) && outside(".jp-OutputArea"));
      }
      return true;
    }

    say() {
      this.remember();
      const sections = sectionsOf(this.panel.content);
      const total = (until) => sections.slice(0, until).reduce((sum, s) => sum + s.minutes, 0);
      const words = [`${this.at + 1} of ${sections.length}`];
      if (this.at >= 0) {
        words.push(`${sections[this.at].minutes} min, to end at ${total(this.at + 1)}`);
      }
      const minutes = Math.floor((Date.now() - this.began) / 60000);
      if (minutes >= 0) words.push(`now ${minutes} of ${total()}`);
      if (this.state !== "ready") {
        words.push(this.state);
      }
      this.panel.node.dataset.talkState = this.state;
      this.strip.textContent = words.join(" · ");
    }
  }

  /* Leave the notebook alone on the page: what surrounds it comes back with Ctrl+B and the menus. */
  function clear(app) {
    const { shell } = app;
    shell.mode = "single-document";
    if (shell.isTopInSimpleModeVisible?.()) {
      app.commands.execute("application:toggle-header");
    }
    shell.collapseLeft();
    shell.collapseRight();
    for (const side of ["left", "right"]) {
      if (shell.isSideTabBarVisible?.(side)) {
        shell.toggleSideTabBarVisibility(side);
      }
    }
  }

  function activate(app, tracker) {
    const style = document.createElement("style");
    style.textContent = LOOK;
    document.head.append(style);
    const talks = new Map();
    const watch = async (panel) => {
      await panel.context.ready;
      if (panel.content.model?.getMetadata("course")?.talk) {
        await app.restored;
        clear(app);
        talks.set(panel, new Talk(app, panel));
        panel.disposed.connect(() => talks.delete(panel));
      }
    };
    tracker?.forEach(watch);
    tracker?.widgetAdded.connect((_, panel) => watch(panel));
    // Before anything else on the page hears it: a slider would take PageDown for ten steps, and
    // JupyterLab a remote control's key for a dark screen for a new cell.
    document.addEventListener(
      "keydown",
      (event) => {
        const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey);
        const talk = plain ? talks.get(tracker.currentWidget) : undefined;
        if (!talk?.answers(event.key, event.target)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );
  }

  /* Give JupyterLab's own copy of a module, and nothing of it where there is none. */
  async function module(name) {
    const [version] = Object.values(shared[name] ?? {});
    return version ? (await version.get())() : {};
  }

  async function plugins() {
    const { INotebookTracker } = await module("@jupyterlab/notebook");
    return {
      id: `${NAME}:plugin`,
      description: "Runs a notebook for a class when it opens, and goes through it by one key.",
      autoStart: true,
      optional: INotebookTracker ? [INotebookTracker] : [],
      activate,
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const exports = await plugins();
      return () => exports;
    },
  };
})();
