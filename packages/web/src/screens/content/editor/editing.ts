/**
 * A version while it is being written: what the server has, what stands in the fields, and how saving goes. Pure:
 * every event gives the next state; who saves, loads and waits is use-editing.ts.
 *
 *   resting ── saveStarted ──▶ saving ── saved ──▶ resting
 *      ▲                          └───── saveFailed ──▶ failed ── typed, saveStarted ──▶ …
 *      └─ takeTheirs, keepMine ── conflict ◀── theirs, when both changed the same field
 */

export interface Text {
  title: string
  body: string
}

/** A text as the server has it. */
export interface SavedText extends Text {
  revision: number
}

export type Phase =
  | { kind: 'resting' }
  | { kind: 'saving' }
  | { kind: 'failed'; reason: string }
  | { kind: 'conflict'; theirs: SavedText }

export interface Editing {
  /** The server's text that the one in the fields builds on. */
  base: SavedText
  text: Text
  phase: Phase
  /** What became of the last change by someone else; null once one writes on. */
  theirsWas: 'taken' | 'merged' | null
}

export type EditingEvent =
  | { type: 'typed'; text: Partial<Text> }
  | { type: 'saveStarted' }
  | { type: 'saved'; saved: SavedText }
  | { type: 'saveFailed'; reason: string }
  /** Someone else saved this. */
  | { type: 'theirs'; theirs: SavedText }
  | { type: 'takeTheirs' }
  | { type: 'keepMine' }

const resting: Phase = { kind: 'resting' }

/** Editing as it begins, from the server's text, or from one that was kept here and never saved. */
export function beginEditing(saved: SavedText, kept: { base: SavedText; text: Text } | null): Editing {
  const fresh: Editing = { base: saved, text: textOf(saved), phase: resting, theirsWas: null }
  if (kept === null || !differs(kept.text, kept.base)) return fresh
  return editingAfter({ ...fresh, ...kept }, { type: 'theirs', theirs: saved })
}

/** Whether there is something to save. Blanks around a title are not kept by the server. */
export function isUnsaved({ base, text }: Pick<Editing, 'base' | 'text'>): boolean {
  return differs(text, base)
}

/** Whether saving may start by itself: something to save, a title, and nothing in the way. */
export function maySave(editing: Editing): boolean {
  const { kind } = editing.phase
  return isUnsaved(editing) && editing.text.title.trim() !== '' && kind !== 'saving' && kind !== 'conflict'
}

/** What to send: only what was changed, so that a new title does not take back someone else's body. */
export function changeOf({ base, text }: Editing): Partial<Text> {
  return {
    ...(text.title.trim() === base.title ? {} : { title: text.title.trim() }),
    ...(text.body === base.body ? {} : { body: text.body }),
  }
}

/** The state after an event. */
export function editingAfter(editing: Editing, event: EditingEvent): Editing {
  const { phase } = editing
  switch (event.type) {
    case 'typed': {
      const text = { ...editing.text, ...event.text }
      return { ...editing, text, phase: phase.kind === 'failed' ? resting : phase, theirsWas: null }
    }
    case 'saveStarted':
      return { ...editing, phase: { kind: 'saving' } }
    case 'saved':
      return { ...editing, base: event.saved, phase: resting }
    case 'saveFailed':
      return { ...editing, phase: { kind: 'failed', reason: event.reason } }
    case 'theirs':
      return afterTheirs(editing, event.theirs)
    case 'takeTheirs':
      if (phase.kind !== 'conflict') return editing
      return { base: phase.theirs, text: textOf(phase.theirs), phase: resting, theirsWas: 'taken' }
    case 'keepMine':
      if (phase.kind !== 'conflict') return editing
      return { ...editing, base: phase.theirs, phase: resting, theirsWas: null }
  }
}

function afterTheirs(editing: Editing, theirs: SavedText): Editing {
  const { base, text, phase } = editing
  const known = phase.kind === 'conflict' ? phase.theirs : base
  if (theirs.revision <= known.revision) {
    // A save that was refused has ended all the same.
    return phase.kind === 'saving' ? { ...editing, phase: resting } : editing
  }
  const sameText = !differs(theirs, base)
  if (!isUnsaved(editing)) {
    return { base: theirs, text: textOf(theirs), phase: resting, theirsWas: sameText ? null : 'taken' }
  }
  const title = merged(text.title, base.title, theirs.title)
  const body = merged(text.body, base.body, theirs.body)
  if (title === null || body === null) return { ...editing, phase: { kind: 'conflict', theirs } }
  return { base: theirs, text: { title, body }, phase: resting, theirsWas: sameText ? null : 'merged' }
}

/** The value that keeps both changes, or null when both changed it to something else. */
function merged(mine: string, base: string, theirs: string): string | null {
  if (theirs === base || theirs === mine) return mine
  return mine === base ? theirs : null
}

function differs(text: Text, saved: Text): boolean {
  return text.title.trim() !== saved.title.trim() || text.body !== saved.body
}

function textOf({ title, body }: Text): Text {
  return { title, body }
}

/** Where the caret belongs after a text was replaced by another one: with the words it stood at. */
export function caretAfter(before: string, after: string, caret: number): number {
  let same = 0
  const longest = Math.min(caret, after.length)
  while (same < longest && before[same] === after[same]) same += 1
  // What changed lies behind the caret: it stays. Before it: it moves with the end of the text.
  return same === caret ? caret : Math.max(same, caret + after.length - before.length)
}
