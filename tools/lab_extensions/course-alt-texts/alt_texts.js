/* Figures have the alt text that their cell's metadata has: {"alt": "Left: the two moons ..."}.

JupyterLab makes an <img> without alt of every PNG, whatever the metadata say. This is an extension
of it in the form that a build would give, written by hand: `make lab` needs no Node, and no network.
*/
(() => {
  "use strict";
  const NAME = "course-alt-texts"; // as in package.json
  const FIGURES = ".jp-RenderedImage img:not([alt])"; // others, such as dashboards', have their own
  let shared = {};

  function describe(notebook, figure) {
    const cell = notebook.widgets.find((widget) => widget.node.contains(figure));
    const alt = cell?.model?.type === "code" ? cell.model.getMetadata("alt") : undefined;
    if (typeof alt === "string" && alt !== "") {
      figure.alt = alt;
    }
  }

  function watch(panel) {
    const notebook = panel.content;
    const look = (part) => {
      part.querySelectorAll(FIGURES).forEach((figure) => describe(notebook, figure));
    };
    // Figures come when a notebook opens, when its cells scroll into sight, and when they are run.
    // Only where something has changed is looked, for a dashboard that plays changes all the time.
    const observer = new MutationObserver((changes) => {
      new Set(changes.map((change) => change.target)).forEach(look);
    });
    observer.observe(notebook.node, { childList: true, subtree: true });
    panel.disposed.connect(() => observer.disconnect());
    look(notebook.node);
  }

  /* Give JupyterLab's own copy of a module, and nothing of it where there is none. */
  async function module(name) {
    const versions = Object.values(shared[name] ?? {});
    return versions.length > 0 ? (await versions[0].get())() : {};
  }

  async function plugins() {
    const { INotebookTracker } = await module("@jupyterlab/notebook");
    return {
      id: `${NAME}:plugin`,
      description: "Gives the figures of a cell the alt text in the cell's metadata.",
      autoStart: true,
      optional: INotebookTracker ? [INotebookTracker] : [],
      activate: (_, tracker) => {
        tracker?.forEach(watch);
        tracker?.widgetAdded.connect((_, panel) => watch(panel));
      },
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
