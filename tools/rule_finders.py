"""Searches over a parsed module, one for each rule in check_rules.py."""

import ast
import re
from collections.abc import Iterator

SQL_FUNCTIONS = {"text", "exec_driver_sql", "DDL", "literal_column"}
UNSAFE_LOADERS = {"yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.unsafe_load_all", "yaml.full_load"}
RUNS_DATA = {"eval", "exec", "builtins.eval", "builtins.exec"}
SERIALIZERS = {"pickle", "_pickle", "cPickle", "dill", "marshal", "shelve"}
SHELL_CALLS = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
SECRET = re.compile(r"(^|_)(token|hash|secret|passwd|password|signature)$", re.IGNORECASE)


def sqlalchemy_imports(tree: ast.Module) -> Iterator[ast.AST]:
    return _imports_of({"sqlalchemy"}, tree)


def url_openers(tree: ast.Module) -> Iterator[ast.AST]:
    """Import contracts see only whole foreign packages, and urllib.parse is welcome."""
    return _imports_of({"urllib.request"}, tree)


def prints(tree: ast.Module) -> Iterator[ast.AST]:
    return (call for call, name in _calls(tree) if name == "print")


def composed_sql(tree: ast.Module) -> Iterator[ast.AST]:
    for call, name in _calls(tree):
        if name.rpartition(".")[2] in SQL_FUNCTIONS and any(_is_composed(part) for part in call.args[:1]):
            yield call


def unsafe_yaml(tree: ast.Module) -> Iterator[ast.AST]:
    """A loader defined in the same file passes here: ruff's S506 asks for the reason beside the call."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for call, name in _calls(tree):
        if name in UNSAFE_LOADERS and not any(_dotted(word.value) in own for word in call.keywords):
            yield call


def code_from_data(tree: ast.Module) -> Iterator[ast.AST]:
    yield from _imports_of(SERIALIZERS, tree)
    yield from (call for call, name in _calls(tree) if name in RUNS_DATA)


def shells(tree: ast.Module) -> Iterator[ast.AST]:
    for call, name in _calls(tree):
        if name in SHELL_CALLS or any(word.arg == "shell" and _is_true(word.value) for word in call.keywords):
            yield call


def secret_comparisons(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
            sides = [node.left, *node.comparators]
            if any(map(_names_a_secret, sides)) and not any(map(_is_harmless, sides)):
                yield node


def _imports_of(wanted: set[str], tree: ast.Module) -> Iterator[ast.AST]:
    """The import statements that reach a wanted module or something below it."""
    for node in ast.walk(tree):
        if any(name == module or name.startswith(f"{module}.") for module in wanted for name in _imported(node)):
            yield node


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, _dotted(node.func)


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _is_composed(node: ast.expr) -> bool:
    """Whether a string is put together at run time; constants joined by + are still a constant."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return not all(_is_fixed(side) for side in (node.left, node.right))
    formatted = isinstance(node, ast.Call) and _dotted(node.func).endswith((".format", ".join", ".replace"))
    return formatted or isinstance(node, ast.JoinedStr | ast.BinOp)


def _is_fixed(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_fixed(node.left) and _is_fixed(node.right)
    return isinstance(node, ast.Constant)


def _is_true(node: ast.expr) -> bool:
    return not (isinstance(node, ast.Constant) and node.value is False)


def _names_a_secret(node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute):
        return bool(SECRET.search(node.attr))
    return isinstance(node, ast.Name) and bool(SECRET.search(node.id))


def _is_harmless(node: ast.expr) -> bool:
    """A constant tells nothing; a column (`Session.token`, `table.c.token`) is compared by the database."""
    if isinstance(node, ast.Constant):
        return True
    if not isinstance(node, ast.Attribute):
        return False
    owner = _dotted(node.value).split(".")
    return owner[0][:1].isupper() or owner[-1] == "c"
