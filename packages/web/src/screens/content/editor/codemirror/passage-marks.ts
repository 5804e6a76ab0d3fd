/**
 * Marks the passages of threads in the text. Each moves along with what is typed; whose words changed, or are not
 * there, is looked for again as soon as there is time, so that everybody ends with the same marks for the same text.
 */
import { type Extension, StateEffect, StateField, type Transaction } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Id, TextRange } from '@copydesk/contract'
import { findPassage } from '@copydesk/contract/passages'
import { chosenPassage, type ThreadPassage } from '../../../../projects/comments/passages/passage-board.ts'
import styles from './MarkdownEditor.module.css'

interface Marks {
  passages: readonly ThreadPassage[]
  /** Where they stand; null: lost. Without one: it was not looked for yet. */
  places: ReadonlyMap<Id, TextRange | null>
  /** Those to be looked for. */
  open: ReadonlySet<Id>
  drawn: DecorationSet
}

const none: Marks = { passages: [], places: new Map(), open: new Set(), drawn: Decoration.none }

const given = StateEffect.define<readonly ThreadPassage[]>()
const found = StateEffect.define<ReadonlyMap<Id, TextRange | null>>()

const marks = StateField.define<Marks>({
  create: () => none,
  update: (before, transaction) => {
    let now = transaction.docChanged ? moved(before, transaction) : before
    for (const effect of transaction.effects) {
      if (effect.is(given)) now = withPassages(now, effect.value)
      if (effect.is(found)) now = withPlaces(now, effect.value)
    }
    return now === before ? before : { ...now, drawn: draw(now) }
  },
  provide: (field) => EditorView.decorations.from(field, ({ drawn }) => drawn),
})

function moved(before: Marks, { changes }: Transaction): Marks {
  const places = new Map<Id, TextRange | null>()
  const open = new Set(before.open)
  for (const [id, place] of before.places) {
    if (place === null || changes.touchesRange(place.from, place.to)) open.add(id)
    // What is typed at its ends does not belong to it.
    const from = place === null ? 0 : changes.mapPos(place.from, 1)
    const to = place === null ? 0 : changes.mapPos(place.to, -1)
    places.set(id, from < to ? { from, to } : null)
  }
  return { ...before, places, open }
}

function withPassages(before: Marks, passages: readonly ThreadPassage[]): Marks {
  const known = new Map(before.passages.map((one) => [one.threadId, one.passage]))
  const ids = new Set(passages.map(({ threadId }) => threadId))
  const places = new Map([...before.places].filter(([id]) => ids.has(id)))
  const open = new Set([...before.open].filter((id) => ids.has(id)))
  for (const { threadId, passage } of passages) {
    if (known.get(threadId)?.exact === passage.exact && places.has(threadId)) continue
    places.delete(threadId)
    open.add(threadId)
  }
  return { ...before, passages, places, open }
}

function withPlaces(before: Marks, results: ReadonlyMap<Id, TextRange | null>): Marks {
  const open = new Set([...before.open].filter((id) => !results.has(id)))
  return { ...before, places: new Map([...before.places, ...results]), open }
}

function draw({ places }: Marks): DecorationSet {
  const ranges = [...places].flatMap(([id, place]) =>
    place === null ? [] : [markOf(id).range(place.from, place.to)],
  )
  return Decoration.set(ranges, true)
}

function markOf(threadId: Id): Decoration {
  const isChosen = threadId === chosenPassage
  return Decoration.mark({
    tagName: 'mark',
    class: isChosen ? styles.chosen : styles.passage,
    ...(isChosen ? {} : { attributes: { 'data-thread': threadId } }),
  })
}

/** Looks for the open ones while nobody waits for anything else. */
const finder = ViewPlugin.fromClass(
  class {
    readonly #view: EditorView
    #task: number | null = null

    constructor(view: EditorView) {
      this.#view = view
    }

    update({ state }: ViewUpdate): void {
      if (state.field(marks).open.size > 0) this.#task ??= window.setTimeout(() => this.#find(), pauseMs)
    }

    #find(): void {
      const view = this.#view
      this.#task = null
      // An input method that composes must not have its words drawn anew.
      if (view.composing) {
        this.#task = window.setTimeout(() => this.#find(), pauseMs)
        return
      }
      const { passages, places, open } = view.state.field(marks)
      const text = view.state.doc.toString()
      const end = performance.now() + sliceMs
      const results = new Map<Id, TextRange | null>()
      for (const { threadId, passage } of passages) {
        if (!open.has(threadId)) continue
        const start = places.get(threadId)?.from ?? passage.start
        results.set(threadId, findPassage(text, { ...passage, start }))
        if (performance.now() > end) break
      }
      view.dispatch({ effects: found.of(results) })
    }

    destroy(): void {
      if (this.#task !== null) window.clearTimeout(this.#task)
    }
  },
)

/** After the last key, and for how long at a time: typing goes first. */
const pauseMs = 60
const sliceMs = 12

export interface PassageEvents {
  /** The threads whose passages the text has not, whenever they are others. */
  onLost: (threadIds: ReadonlySet<Id>) => void
  /** Somebody pressed the passage of a thread. */
  onThread: (threadId: Id) => void
}

export function passageMarks({ onLost, onThread }: PassageEvents): Extension {
  return [
    marks,
    finder,
    EditorView.updateListener.of(({ state, startState }) => {
      const { places } = state.field(marks)
      if (places === startState.field(marks).places) return
      onLost(
        new Set([...places].flatMap(([id, place]) => (place === null && id !== chosenPassage ? [id] : []))),
      )
    }),
    EditorView.domEventHandlers({
      click: (event, view) => {
        const mark = event.target instanceof Element ? event.target.closest('mark[data-thread]') : null
        const threadId = mark?.getAttribute('data-thread')
        if (threadId && view.state.selection.main.empty) onThread(threadId)
      },
    }),
  ]
}

/** Tells the editor which passages there are. */
export function setPassages(view: EditorView, passages: readonly ThreadPassage[]): void {
  view.dispatch({ effects: given.of(passages) })
}

/** Selects the passage of a thread and brings it into view; false where it is not in the text. */
export function selectPassage(view: EditorView, threadId: Id): boolean {
  const place = view.state.field(marks).places.get(threadId)
  if (!place) return false
  view.dispatch({
    selection: { anchor: place.from, head: place.to },
    effects: EditorView.scrollIntoView(place.from, { y: 'center' }),
  })
  view.focus()
  return true
}

/** The thread whose passage the caret is in, the shortest one. */
export function threadAtCaret({ state }: EditorView): Id | null {
  const { head } = state.selection.main
  const around = [...state.field(marks).places].flatMap(([id, place]) =>
    id !== chosenPassage && place !== null && place.from <= head && head <= place.to
      ? [{ id, length: place.to - place.from }]
      : [],
  )
  return around.sort((a, b) => a.length - b.length)[0]?.id ?? null
}
