/** Offers to comment on the words that are selected: a button beside them, and a key. */
import { type EditorState, type Extension, StateField } from '@codemirror/state'
import { type EditorView, keymap, showTooltip, type Tooltip } from '@codemirror/view'
import styles from './MarkdownEditor.module.css'

/** Also in the list of keys. */
export const commentKey = 'Mod-Alt-m'

export function commentOnSelection(comment: (view: EditorView) => void): Extension {
  const create = (view: EditorView) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Comment'
    button.className = styles.commentButton ?? ''
    // By keyboard there are the key and the button above the text.
    button.tabIndex = -1
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => comment(view))
    return { dom: button }
  }
  const offer = ({ selection: { main }, doc }: EditorState): Tooltip | null => {
    if (main.empty || doc.sliceString(main.from, Math.min(main.to, main.from + 200)).trim() === '')
      return null
    return { pos: main.head, above: main.head < main.anchor, create }
  }
  return [
    StateField.define<Tooltip | null>({
      create: offer,
      update: (before, { selection, docChanged, state }) => (selection || docChanged ? offer(state) : before),
      provide: (field) => showTooltip.from(field),
    }),
    keymap.of([
      {
        key: commentKey,
        run: (view) => {
          comment(view)
          return true
        },
      },
    ]),
  ]
}
