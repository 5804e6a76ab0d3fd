/**
 * What the editor is made of. Selection and caret stay the browser's own, so that phones, input methods, screen readers
 * and forced colours have what they know; Tab stays the way out.
 */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdownKeymap, markdownLanguage, pasteURLAsLink } from '@codemirror/lang-markdown'
import { syntaxHighlighting } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { format } from './format.ts'
import { markdownLooks } from './looks.ts'
import { ownDirections } from './own-directions.ts'

/** The same for every text. */
export const extensions: readonly Extension[] = [
  keymap.of([
    { key: 'Mod-b', run: format('bold') },
    { key: 'Mod-i', run: format('italic') },
    ...markdownKeymap,
    ...historyKeymap,
    ...searchKeymap,
    ...defaultKeymap,
  ]),
  history(),
  search({ top: true }),
  // Without the languages that may stand in it: they are as large as all the rest, and nobody writes them here.
  markdownLanguage,
  pasteURLAsLink,
  syntaxHighlighting(markdownLooks),
  EditorView.lineWrapping,
  ownDirections,
  placeholder('Write in Markdown…'),
  EditorView.contentAttributes.of({
    'aria-label': 'Text, in Markdown',
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
  }),
]
