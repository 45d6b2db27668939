"""The sites of deploy/ on this machine: Apache or nginx with TLS under a sub-path, a provider, the dashboard."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from common.paths import ROOT
from common.server import serving
from tests.copies import packages

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Command = tuple[str | Path, ...]

DEPLOY = ROOT / "deploy"
MODULES = Path("/usr/lib/apache2/modules")
SECRET = "0123456789abcdef" * 4
GROUPS = {
    "reader": ["readers"],
    "curator": ["curators"],
    "auditor": ["auditors"],
    "stranger": ["strangers"],
    "both": ["readers", "auditors"],
}
"""Accounts of the provider, each with its groups."""

ROLES = '[groups]\nreaders = ["reader"]\ncurators = ["curator"]\nauditors = ["auditor"]\n'

PROVIDER = """
import sys
from wsgiref.simple_server import make_server, WSGIRequestHandler
from oidc_provider_mock import User, app
groups = eval(sys.argv[2])
users = [User(sub=name, claims={"email": name + "@casebook.example", "groups": of}) for name, of in groups.items()]
class Quiet(WSGIRequestHandler):
    def log_message(self, *_): pass
make_server("127.0.0.1", int(sys.argv[1]), app(user_claims=users), handler_class=Quiet).serve_forever()
"""
_APACHE = """
ServerRoot {folder}
ServerName localhost
PidFile {folder}/apache.pid
ErrorLog {folder}/apache-error.log
Listen 127.0.0.1:{port}
{modules}
{site}
"""
_NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
uwsgi_temp_path {folder}; scgi_temp_path {folder};
{site}
}}
"""
_LOADED = (
    *("mpm_event", "authn_core", "authz_core", "authz_user", "auth_openidc", "headers", "rewrite", "proxy", "alias"),
    *("proxy_http", "proxy_wstunnel", "ssl", "socache_shmcb", "unixd"),
    *("slotmem_shm", "proxy_balancer", "lbmethod_byrequests"),
)


@dataclass(frozen=True)
class Site:
    """A site that runs: its address, the dashboard behind it, and the registry."""

    address: str
    behind: str
    registry: str
    way: str
    logs: Path


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextmanager
def running(*command: str | Path, port: int, log: Path) -> Generator[None]:
    """Run a program until the block ends, from when it listens on its port."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=ROOT)
        deadline = time.monotonic() + 30
        try:
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{command[0]} does not listen: {log.read_text(errors='replace')}")
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _certificate(folder: Path) -> None:
    """Sign a certificate for localhost with its own key."""
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject)
    subprocess.run(
        [*command, "-keyout", folder / "tls.key", "-out", folder / "tls.pem"], check=True, capture_output=True
    )


@contextmanager
def provider(folder: Path) -> Generator[int]:
    """Run the provider of accounts; gives its port."""
    port = free_port()
    command = (sys.executable, "-W", "ignore", "-c", PROVIDER, str(port), repr(GROUPS))
    with running(*command, port=port, log=folder / "provider.log"):
        yield port


def _filled(name: str, folder: Path, port: int, behind: int, of_provider: int) -> str:
    """Read a file of deploy/ and put this machine's ports and folders in the place of its examples."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    put = {
        "https://PROVIDER": f"http://127.0.0.1:{of_provider}",
        "*:443": f"127.0.0.1:{port}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "https%3A%2F%2Fcasebook.example": f"https%3A%2F%2Flocalhost%3A{port}",
        "https://casebook.example": f"https://localhost:{port}",
        "casebook.example": "localhost",
        "127.0.0.1:8501": f"127.0.0.1:{behind}",
        "/etc/casebook": str(folder),
        "${APACHE_LOG_DIR}": str(folder),
        "/var/log/nginx": str(folder),
        "OPENSSL RAND -HEX 32": SECRET,
        "CLIENT_SECRET": "client-secret",
        "OIDCClientID CLIENT": "OIDCClientID casebook",
        'client_id = "CLIENT"': 'client_id = "casebook"',
        '"PROXY_SECRET"': f'"{SECRET}"',
        "OIDCCryptoPassphrase PASSPHRASE": f"OIDCCryptoPassphrase {SECRET}",
        "openid profile email groups": "openid profile email",  # the scopes that the provider of the tests knows
    }
    for example, here in put.items():
        text = text.replace(example, here)
    return text


def _environment(folder: Path, port: int, way: str) -> dict[str, str]:
    """Read deploy/environment, and put this machine's values in the place of its examples."""
    told = dict(re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / "environment").read_text(encoding="utf-8"), re.MULTILINE))
    (folder / "roles.toml").write_text(ROLES)
    return {
        **told,
        "SIGN_IN": way,
        "PROXY_SECRET": SECRET,
        "SIGN_OUT": "" if way == "st.login" else told["SIGN_OUT"].replace("casebook.example", f"localhost%3A{port}"),
        "STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost",
        "STREAMLIT_BROWSER_SERVER_ADDRESS": "localhost",
        "ROLES": str(folder / "roles.toml"),
        "REGISTRY": f"sqlite:///{folder / 'registry.sqlite'}",
        "PYTHONWARNINGS": "ignore",
    }


def _tree(folder: Path, secrets: str) -> Path:
    """Lay out a tree of the dashboard with secrets of its own, all else being links."""
    tree = folder / "tree"
    tree.mkdir()
    for name in ("app.py", *packages(), "data", "pages", "queries"):
        (tree / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / ".streamlit", tree / ".streamlit")
    (tree / ".streamlit" / "secrets.toml").write_text(secrets)
    return tree


@contextmanager
def site(folder: Path, way: str, build: Callable[[Path, str, int], Command], name: str) -> Generator[Site]:
    """Run the site of deploy/<name> with all that stands behind it, until the block ends."""
    _certificate(folder)
    port = free_port()
    with ExitStack() as running_now:
        of_provider = running_now.enter_context(provider(folder))
        secrets = _filled("secrets.toml", folder, port, 0, of_provider) if way == "st.login" else ""
        environment = _environment(folder, port, way)
        server = running_now.enter_context(
            serving(folder / "streamlit.log", tree=_tree(folder, secrets), env=environment, path="/casebook")
        )
        text = _filled(name, folder, port, server.port, of_provider)
        running_now.enter_context(running(*build(folder, text, port), port=port, log=folder / "proxy.log"))
        yield Site(f"https://localhost:{port}/casebook", server.address, environment["REGISTRY"], way, folder)


@contextmanager
def two_processes(folder: Path, registry: str) -> Generator[Site]:
    """Run the site of deploy/apache.conf with deploy/apache-two.conf before two dashboards that share a registry."""
    _certificate(folder)
    port = free_port()
    with ExitStack() as running_now:
        of_provider = running_now.enter_context(provider(folder))
        environment = {**_environment(folder, port, "proxy"), "REGISTRY": registry}
        tree = _tree(folder, "")
        servers = [
            running_now.enter_context(
                serving(folder / f"streamlit-{number}.log", tree=tree, env=environment, path="/casebook")
            )
            for number in (1, 2)
        ]
        balancer = _filled("apache-two.conf", folder, port, servers[0].port, of_provider)
        balancer = balancer.replace("127.0.0.1:8502", f"127.0.0.1:{servers[1].port}")
        one = _filled("apache.conf", folder, port, 0, of_provider)
        text = re.sub(r"(?m)^ *(?:Rewrite\w+ |ProxyPass(?:Reverse)? /casebook/ ).*\n", "", one)
        text = text.replace("    ProxyPass /casebook/redirect !\n", f"    ProxyPass /casebook/redirect !\n{balancer}\n")
        running_now.enter_context(running(*apache(folder, text, port), port=port, log=folder / "proxy.log"))
        yield Site(f"https://localhost:{port}/casebook", "", registry, "proxy", folder)


def apache(folder: Path, text: str, port: int) -> Command:
    """Write the configuration of Apache; gives the command that runs it."""
    modules = [name for name in _LOADED if (MODULES / f"mod_{name}.so").exists()]  # unixd is built in elsewhere
    loaded = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in modules)
    user = "User www-data\nGroup www-data" if os.geteuid() == 0 else ""
    (folder / "apache.conf").write_text(
        _APACHE.format(folder=folder, port=port, modules=f"{loaded}\n{user}\nMutex file:/tmp", site=text)
    )
    return "/usr/sbin/apache2", "-f", folder / "apache.conf", "-DFOREGROUND"


def nginx(folder: Path, text: str, port: int) -> Command:  # noqa: ARG001  as `apache`
    """Write the configuration of nginx; gives the command that runs it."""
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, site=text))
    return "/usr/sbin/nginx", "-c", folder / "nginx.conf"


def skip_without(*files: str, package: str) -> None:
    """Skip a test by the name of the package that it lacks."""
    if missing := [file for file in files if not Path(file).exists()]:
        pytest.skip(f"{missing[0]} is not there: apt-get install {package}")
