"""The configurations under deploy/ load, and say what docs/class_server.md promises."""

import os
import re
import tomllib
from pathlib import Path

import jinja2
import pytest
import yaml
from traitlets.config.loader import PyFileConfigLoader
from voila.paths import collect_template_paths

ROOT = Path(__file__).resolve().parents[2]
HUB = ROOT / "deploy" / "jupyterhub"


@pytest.fixture
def environ(monkeypatch, tmp_path):
    """An environment that the configurations may write into."""
    names = ("COURSE_ROOT", "COURSE_PYTHON", "TRIAL_TOKEN", "VOILA_POOL", "JUPYTER_PATH")
    own = {name: value for name, value in os.environ.items() if name not in names}
    own |= {"TRIAL_FOLDER": str(tmp_path), "TRIAL_PASSWORD": "a word", "TRIAL_PORT": "18000"}
    monkeypatch.setattr(os, "environ", own)
    return own


def load(path):
    return PyFileConfigLoader(path.name, path=str(path.parent)).load_config()


def test_a_user_gets_copies_a_limit_and_an_end(environ):
    c = load(HUB / "jupyterhub_config.py")
    python = str(ROOT / ".venv" / "bin" / "python")
    assert c.Spawner.cmd == [python, "-P", "-m", "tools.class_start"]
    assert c.Spawner.default_url == "/lab/tree/00_start_here.ipynb"
    assert c.Spawner.mem_limit == "2G"
    assert "--MappingKernelManager.cull_idle_timeout=1800" in c.Spawner.args


def test_the_course_may_lie_elsewhere_in_a_container(environ):
    environ |= {"COURSE_ROOT": "/opt/course", "COURSE_PYTHON": "/opt/python"}
    c = load(HUB / "jupyterhub_config.py")
    assert c.Spawner.cmd[0] == "/opt/python"
    assert c.Spawner.environment.to_dict() == {"update": {"PYTHONPATH": str(Path("/opt/course"))}}


def test_the_site_chooses_who_comes_in_and_how_servers_start(environ):
    assert load(HUB / "jupyterhub_config.py").keys() == {"JupyterHub", "Spawner"}
    text = (HUB / "jupyterhub_config.py").read_text(encoding="utf-8")
    assert not re.search("authenticator_class|spawner_class|bind_url|SimpleLocal", text)


def test_the_trial_is_for_this_machine_alone_and_says_so(environ):
    c = load(HUB / "trial_config.py")
    assert c.JupyterHub.bind_url == "http://127.0.0.1:18000"
    assert c.JupyterHub.hub_bind_url.startswith("http://127.0.0.1:")
    assert c.ConfigurableHTTPProxy.api_url.startswith("http://127.0.0.1:")
    text = (HUB / "trial_config.py").read_text(encoding="utf-8")
    assert text.startswith('"""FOR A TRIAL ONLY')


def test_jupyterhub_takes_them_as_they_are(environ, tmp_path):
    app = pytest.importorskip("jupyterhub.app")
    services = {"services": [{"name": "of the site", "api_token": "x"}]}
    site = tmp_path / "site.py"
    site.write_text(
        f"c = get_config()\nc.JupyterHub.update({services!r})\n"
        f"c.Spawner.environment = {{'SITE': '1'}}\n"
        f"load_subconfig({str(HUB / 'jupyterhub_config.py')!r})\n",
        encoding="utf-8",
    )
    hub = app.JupyterHub(config=load(site))
    assert [each["name"] for each in hub.services] == ["of the site", "course-culler"]
    spawner = hub.spawner_class(config=load(site))
    assert spawner.environment == {"SITE": "1", "PYTHONPATH": str(ROOT)}
    assert spawner.mem_limit == 2 * 1024**3


def test_voilas_pages_are_made_beforehand_and_their_kernels_end(environ):
    c = load(ROOT / "deploy" / "voila" / "voila.py")
    assert c.VoilaConfiguration.preheat_kernel
    assert c.VoilaConfiguration.default_pool_size == 2
    assert c.MappingKernelManager.cull_idle_timeout == 300
    environ["VOILA_POOL"] = "10"
    assert load(ROOT / "deploy/voila/voila.py").VoilaConfiguration.default_pool_size == 10


def test_a_page_of_voila_says_that_it_loads_and_rests(environ):
    c = load(ROOT / "deploy" / "voila" / "voila.py")
    folders = collect_template_paths(["voila", "nbconvert"], c.VoilaConfiguration.template)
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(folders))
    sign = templates.get_template("spinner.macro.html.j2").module
    assert "The dashboards are loading" in sign.html()
    assert "animation" not in sign.css()
    assert templates.get_template("index.html.j2")  # Voila's own page around it


def test_what_a_site_adds_to_jupyters_folders_stays(environ):
    environ["JUPYTER_PATH"] = "/site/data"
    load(ROOT / "deploy" / "voila" / "voila.py")
    ours = str(ROOT / "deploy" / "voila" / "data")
    assert environ["JUPYTER_PATH"].split(os.pathsep) == [ours, "/site/data"]


def test_binder_installs_what_a_reader_needs_in_the_ranges_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [
        line.replace("matplotlib>", "matplotlib-base>")
        for line in project["project"]["dependencies"]
    ]
    binder = yaml.safe_load((ROOT / "binder" / "environment.yml").read_text(encoding="utf-8"))
    given = [entry.replace(" ", "") for entry in binder["dependencies"]]
    assert set(asked) <= set(given)
    assert set(given) - set(asked) == {"python=3.12", "pip", "notebook>=7.2", *build(project)}


def build(project):
    return project["build-system"]["requires"]


def test_binders_last_step_names_a_tool_that_exists():
    path = ROOT / "binder" / "postBuild"
    assert os.name == "nt" or os.access(path, os.X_OK)
    (tool,) = re.findall(r"python -m tools\.(\w+)", path.read_text(encoding="utf-8"))
    assert (ROOT / "tools" / f"{tool}.py").is_file()
