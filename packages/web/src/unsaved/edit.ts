/**
 * A text while it is being written: what the server has, what stands in the fields, and how sending goes. Pure: every
 * event gives the next state; who sends, loads, waits and stores is text-session.ts.
 *
 *            typed                 sendStarted               saved
 *   saved ─────────▶ unsaved ─────────────────▶ sending ────────────▶ saved, or unsaved if one typed on
 *                      ▲  ▲                       │ │ │ noAnswer
 *                      │  │                       │ │ └──────────▶ waiting ── the same again, under the same key
 *                      │  │ theirs: merged        │ └─ mismatch ──▶ theirs is loaded
 *                      │  └───────────────────────┼──────────────── │ both changed the same block
 *                      │ chosen, typed            ▼ refused         ▼
 *                      └─────────────────────── asking: refused, conflict: stays unsaved until the person decides
 *
 * What was sent and not answered stays as the `attempt`: its outcome is learned before anything else is sent.
 */
import { type Choice, hasCollision, mergeTexts, textOfMerge } from './merge-texts.ts'

/** A thing's texts by the name of the field: `title`, `body`. */
export type Fields = Readonly<Record<string, string>>

/** Texts as the server has them. */
export interface Saved {
  revision: number
  fields: Fields
  /** Who wrote them last; null where the server does not say. */
  by: string | null
}

/** A request that was sent, or is. */
export interface Attempt {
  /** Its Idempotency-Key. */
  key: string
  /** The revision that it changes. */
  revision: number
  change: Fields
  /** The server must keep the text that this replaces. */
  keepsReplaced: boolean
}

export type Trouble =
  | { kind: 'no_answer'; title: string }
  | { kind: 'refused'; code: string; title: string; remedy: string }
  | { kind: 'conflict'; theirs: Saved }

export interface Edit {
  /** What the texts in the fields build on. */
  base: Saved
  fields: Fields
  /** To be sent; until then it is a draft. */
  isWanted: boolean
  isSending: boolean
  /** Sent, and its outcome is not known. */
  attempt: Attempt | null
  trouble: Trouble | null
  /** The next save replaces words of somebody that must be kept. */
  replaces: boolean
  /** A text that lost, still to be brought to the server. */
  loser: Fields | null
  /** What became of the last change by someone else; null once one writes on. */
  theirsWas: 'taken' | 'merged' | null
  /** What to put back, after a choice. */
  undo: Fields | null
}

export type EditEvent =
  | { type: 'typed'; fields: Fields }
  | { type: 'wanted' }
  | { type: 'sendStarted'; key: string }
  | { type: 'saved'; saved: Saved }
  | { type: 'noAnswer'; title: string }
  /** The server has a newer revision than the one that was changed. */
  | { type: 'mismatch' }
  /** It is certain that the attempt changed nothing. */
  | { type: 'notCarriedOut' }
  | { type: 'refused'; code: string; title: string; remedy: string }
  /** The texts as the server has them now. */
  | { type: 'theirs'; theirs: Saved }
  | { type: 'chosen'; choice: Choice }
  | { type: 'undone' }
  | { type: 'discarded' }
  /** A text that lost is wanted again. */
  | { type: 'tookUp'; fields: Fields }
  | { type: 'loserKept' }

/** Editing as it begins. */
export function beginEdit(base: Saved, isWanted: boolean): Edit {
  return {
    base,
    fields: base.fields,
    isWanted,
    isSending: false,
    attempt: null,
    trouble: null,
    replaces: false,
    loser: null,
    theirsWas: null,
    undo: null,
  }
}

/** Whether something is written here that the server does not have, or may not have. */
export function isUnsaved(edit: Edit): boolean {
  return edit.attempt !== null || edit.loser !== null || differs(edit.fields, edit.base.fields)
}

/** Whether sending may start. */
export function maySend(edit: Edit): boolean {
  const { trouble, attempt } = edit
  if (edit.isSending || !edit.isWanted || isAsking(edit)) return false
  if (attempt !== null) return true
  return trouble?.kind !== 'refused' && differs(edit.fields, edit.base.fields) && !isIncomplete(edit)
}

/** Whether it waits for the person's decision. */
export function isAsking({ trouble }: Pick<Edit, 'trouble'>): boolean {
  return trouble?.kind === 'conflict' || trouble?.kind === 'refused'
}

/** Whether a title or name is missing. */
export function isIncomplete({ fields }: Pick<Edit, 'fields'>): boolean {
  return Object.keys(fields).some((name) => isName(name) && fields[name]?.trim() === '')
}

/** What is to be sent: what was sent before and not answered, or else only the fields that were changed. */
export function attemptOf(edit: Edit, key: string): Attempt {
  if (edit.attempt !== null) return edit.attempt
  const { base, fields } = edit
  const names = Object.keys(fields).filter((name) => sent(name, fields) !== sent(name, base.fields))
  const change = Object.fromEntries(names.map((name) => [name, sent(name, fields)]))
  return { key, revision: base.revision, change, keepsReplaced: edit.replaces }
}

/** The state after an event. */
export function editAfter(edit: Edit, event: EditEvent): Edit {
  switch (event.type) {
    case 'typed': {
      const trouble = edit.trouble?.kind === 'refused' ? null : edit.trouble
      return { ...edit, fields: { ...edit.fields, ...event.fields }, trouble, theirsWas: null, undo: null }
    }
    case 'wanted':
      return { ...edit, isWanted: true, trouble: edit.trouble?.kind === 'refused' ? null : edit.trouble }
    case 'sendStarted':
      return { ...edit, isSending: true, attempt: attemptOf(edit, event.key) }
    case 'saved':
      return afterSaved(edit, event.saved)
    case 'noAnswer':
      return { ...edit, isSending: false, trouble: { kind: 'no_answer', title: event.title } }
    case 'notCarriedOut':
      return edit.attempt === null ? edit : { ...edit, attempt: null }
    case 'mismatch':
      return { ...edit, isSending: false }
    case 'refused': {
      const { code, title, remedy } = event
      return { ...edit, isSending: false, attempt: null, trouble: { kind: 'refused', code, title, remedy } }
    }
    case 'theirs':
      return afterTheirs(edit, event.theirs)
    case 'chosen':
      return afterChoice(edit, event.choice)
    case 'undone':
      return edit.undo === null ? edit : { ...edit, fields: edit.undo, undo: null, replaces: true }
    case 'discarded': {
      const base = edit.trouble?.kind === 'conflict' ? edit.trouble.theirs : edit.base
      return { ...beginEdit(base, edit.isWanted), isSending: edit.isSending }
    }
    case 'tookUp': {
      const fields = { ...edit.fields, ...event.fields }
      return { ...edit, fields, undo: edit.fields, replaces: true, theirsWas: null }
    }
    case 'loserKept':
      return { ...edit, loser: null }
  }
}

function afterSaved(edit: Edit, saved: Saved): Edit {
  const known = { ...edit.base.fields, ...edit.attempt?.change }
  // The server may have written it otherwise (normalized, trimmed): that is no change of one's own.
  const fields = mapFields(edit.fields, (name, mine) => {
    const [before = '', now = ''] = [known[name], saved.fields[name]]
    if (now === before) return mine
    return sent(name, edit.fields) === before ? now : merged(name, before, mine, now)
  })
  const isKept = edit.attempt?.keepsReplaced ?? false
  return {
    ...edit,
    base: saved,
    fields,
    isSending: false,
    attempt: null,
    trouble: null,
    replaces: edit.replaces && !isKept,
  }
}

function afterTheirs(edit: Edit, theirs: Saved): Edit {
  const { base, attempt, trouble } = edit
  const newest = trouble?.kind === 'conflict' ? trouble.theirs.revision : base.revision
  if (theirs.revision <= newest) return edit
  if (attempt !== null && !differs(theirs.fields, { ...base.fields, ...attempt.change })) {
    // The save that was not answered: these are one's own words.
    return afterSaved(edit, theirs)
  }
  const sameText = !differs(theirs.fields, base.fields)
  const settled = { ...edit, base: theirs, attempt: null, trouble: null, undo: null }
  if (!differs(edit.fields, base.fields)) {
    return { ...settled, fields: theirs.fields, theirsWas: sameText ? edit.theirsWas : 'taken' }
  }
  const collides = Object.keys(edit.fields).some((name) => collidesIn(edit, theirs, name))
  if (collides) return { ...edit, attempt: null, trouble: { kind: 'conflict', theirs } }
  const fields = mapFields(edit.fields, (name, mine) =>
    merged(name, base.fields[name] ?? '', mine, theirs.fields[name] ?? ''),
  )
  return { ...settled, fields, theirsWas: sameText ? edit.theirsWas : 'merged' }
}

function afterChoice(edit: Edit, choice: Choice): Edit {
  const { trouble, base } = edit
  if (trouble?.kind !== 'conflict') return edit
  const { theirs } = trouble
  const losesName = Object.keys(edit.fields).some((name) => isName(name) && collidesIn(edit, theirs, name))
  const answered = (answer: Choice) =>
    mapFields(edit.fields, (name, mine) =>
      merged(name, base.fields[name] ?? '', mine, theirs.fields[name] ?? '', answer),
    )
  return {
    ...edit,
    base: theirs,
    fields: answered(choice),
    trouble: null,
    theirsWas: null,
    replaces: edit.replaces || choice === 'mine' || (choice === 'both' && losesName),
    loser: choice === 'theirs' ? edit.fields : edit.loser,
    undo: choice === 'both' ? null : answered(choice === 'mine' ? 'theirs' : 'mine'),
  }
}

/** Names and titles are one line: they are replaced, not merged, and blanks around them do not count. */
function isName(field: string): boolean {
  return field === 'title' || field === 'name'
}

function collidesIn({ base, fields }: Edit, theirs: Saved, name: string): boolean {
  const [before, mine, other] = [base.fields[name] ?? '', fields[name] ?? '', theirs.fields[name] ?? '']
  if (mine === before || other === before || sent(name, fields) === other) return false
  return isName(name) || hasCollision(mergeTexts(before, mine, other))
}

function merged(name: string, base: string, mine: string, theirs: string, choice: Choice = 'mine'): string {
  if (mine === base) return theirs
  if (theirs === base || theirs === mine) return mine
  if (isName(name)) return choice === 'theirs' ? theirs : mine
  return textOfMerge(mergeTexts(base, mine, theirs), choice)
}

function differs(fields: Fields, saved: Fields): boolean {
  return Object.keys(fields).some((name) => sent(name, fields) !== sent(name, saved))
}

function sent(name: string, fields: Fields): string {
  const text = fields[name] ?? ''
  return isName(name) ? text.trim() : text
}

function mapFields(fields: Fields, change: (name: string, text: string) => string): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, change(name, text)]))
}
