/**
 * What the editor is made of. Selection and caret stay the browser's own, so that phones, input methods, screen readers
 * and forced colours have what they know; Tab stays the way out.
 */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdownKeymap, pasteURLAsLink } from '@codemirror/lang-markdown'
import { syntaxHighlighting } from '@codemirror/language'
import { search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { format } from './format.ts'
import { markdownLooks } from './looks.ts'
import { boundedMarkdown } from './markdown-language.ts'
import { ownDirections } from './own-directions.ts'

/** How a Markdown text looks. */
const looks: readonly Extension[] = [
  // Without the languages that may stand in it: they are as large as all the rest, and nobody writes them here.
  boundedMarkdown,
  syntaxHighlighting(markdownLooks),
  EditorView.lineWrapping,
  ownDirections,
]

/** Where a text is read, with a caret for whoever goes through it by keyboard. */
export const reading: readonly Extension[] = [...looks, EditorState.readOnly.of(true)]

/** Where it is written. */
export const writing: readonly Extension[] = [
  keymap.of([
    { key: 'Mod-b', run: format('bold') },
    { key: 'Mod-i', run: format('italic') },
    ...markdownKeymap,
    ...historyKeymap,
    ...searchKeymap,
    ...defaultKeymap,
  ]),
  ...looks,
  history(),
  search({ top: true }),
  pasteURLAsLink,
  placeholder('Write in Markdown…'),
  EditorView.contentAttributes.of({
    'aria-label': 'Text, in Markdown',
    spellcheck: 'true',
    autocorrect: 'on',
    autocapitalize: 'sentences',
  }),
]
