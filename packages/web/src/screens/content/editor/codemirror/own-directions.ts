/** Each line runs in the direction of its own first letter, as in the preview. */
import { type Extension, Prec } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'

const line = Decoration.line({ attributes: { dir: 'auto' } })

/** Of the lines that are drawn. */
function linesDrawn({ visibleRanges, state }: EditorView): DecorationSet {
  const lines = visibleRanges.flatMap(({ from, to }) => {
    const starts: number[] = []
    for (let at = from; at <= to; ) {
      const drawn = state.doc.lineAt(at)
      starts.push(drawn.from)
      at = drawn.to + 1
    }
    return starts
  })
  return Decoration.set([...new Set(lines)].map((at) => line.range(at)))
}

const plugin = ViewPlugin.define(
  (view) => ({
    decorations: linesDrawn(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = linesDrawn(update.view)
    },
  }),
  { decorations: (value) => value.decorations },
)

export const ownDirections: Extension = [EditorView.perLineTextDirection.of(true), Prec.lowest(plugin)]
