"""Entity linking in questions: which units, places, years and named things a question names.

A name the world knows and the graph does not (县气象局 in a document without it, 曲阜市) is a
mention without nodes: the answer says that it is absent.
"""

from qa.mentions.index import NameIndex
from qa.mentions.mention import NAMESAKES, QuestionMention

__all__ = ["NAMESAKES", "NameIndex", "QuestionMention"]
