"""Mends trees in which the parser took the verb of an act for a participle before or behind a noun.

`Besides, the meeting noted that ...` may come back as a noun phrase. Where a sentence has no finite verb at its root,
a past form of an act verb beside the root noun becomes the root, and the noun its subject.
"""

from __future__ import annotations

from communique.extract.statements.frames import Frames
from communique.shared.annotated import Node, Tree

_BOTH = frozenset({"two", "three", "both", "all"})


def repaired(tree: Tree, frames: Frames) -> Tree:
    """The tree itself, or a mended copy."""
    root = next((n for n in tree.nodes if n.head == n.index), None)
    if root is None or root.tag.startswith("V") or root.tag == "MD":
        return tree
    for node in tree.nodes:
        act = node.tag in ("VBN", "VBD") and (node.low in frames.verbs or node.low in frames.saying)
        if not act and not (node.tag in ("VBN", "VBD", "JJ") and _carries(tree, node, frames)):
            continue
        if node.head != root.index:
            continue
        if node.dep in ("acl", "relcl") and node.index > root.index and root.tag.startswith("N"):
            return _swapped(tree, root, node, root.index)
        if node.dep in ("amod", "compound", "nmod") and node.index < root.index:
            subject = _before(tree, node)
            if subject is not None:
                return _swapped(tree, root, node, subject)
    return tree


def _carries(tree: Tree, node: Node, frames: Frames) -> bool:
    """voiced concern: a light verb before the noun of an act."""
    head = tree.nodes[node.head]
    return any(node.low in frame.carriers for frame in frames.nouns.get(head.low, ()))


def _before(tree: Tree, node: Node) -> int | None:
    """The noun right before a verb that was taken for an adjective."""
    k = node.index - 1
    while k >= 0 and tree.nodes[k].tag in ("RB", "RBR"):
        k -= 1
    if k >= 0 and (tree.nodes[k].tag.startswith("N") or tree.nodes[k].tag == "PRP" or tree.nodes[k].low in _BOTH):
        return k
    return None


def _swapped(tree: Tree, root: Node, verb: Node, subject: int) -> Tree:
    """A copy with the verb as root; what stood behind the verb hangs on it."""
    nodes = [Node(n.index, n.first, n.last, n.form, n.low, n.mention, n.tag, n.dep, n.head, []) for n in tree.nodes]
    new = nodes[verb.index]
    new.head, new.dep, new.tag = verb.index, "ROOT", "VBD"
    old = nodes[root.index]
    old.head = verb.index
    old.dep = "nsubj" if subject == root.index else "dobj"
    for n in nodes:
        if n.index in (verb.index, root.index):
            continue
        if n.head == root.index and ((n.index > verb.index and subject == root.index) or n.dep in ("punct", "cc")):
            n.head = verb.index
    if subject != root.index:
        nodes[subject].head, nodes[subject].dep = verb.index, "nsubj"
        for n in nodes:
            if n.index < subject and n.head == root.index and n.index != verb.index:
                near = n.dep in ("det", "amod", "poss", "compound") and n.index >= subject - 3
                n.head = subject if near else verb.index
    for n in nodes:
        if n.head != n.index:
            nodes[n.head].children.append(n.index)
    return Tree(tree.sentence, nodes)
