"""The words the coach knows, as data.

All lists were gathered by hand for this project: the verbs, nouns and markers that occur in OKR
guides and in the goals of the functions and industries of the example library, in English and in
Chinese, extended by their common synonyms. They hold words and word classes, never sentences.
"""
