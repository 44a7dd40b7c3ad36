//! Text being written: paragraphs, graphemes, caret, selection, undo.
