/**
 * One text on its way to the server: sends it (by itself or when asked), again and again under the same key until
 * there is an answer, brings in what others save, and keeps it stored until it is saved. It lives in the outbox, so
 * it goes on when its field is gone. What each event means is decided in edit.ts.
 */
import { ApiError, backoffMs, type Cancel, type Clock } from '@copydesk/client'
import {
  type Attempt,
  attemptOf,
  type Edit,
  type EditEvent,
  editAfter,
  type Fields,
  isUnsaved,
  maySend,
  type Saved,
} from './edit.ts'
import type { Entry } from './entry.ts'
import type { StorageTrouble } from './entry-store.ts'
import type { Choice } from './merge-texts.ts'

/** How one kind of thing is loaded and saved. All reject with an `ApiError`. */
export interface Target {
  load(): Promise<Saved>
  /** Answers the texts as they are now. */
  send(attempt: Attempt): Promise<Saved>
  /** Brings a text that lost to where it is kept. */
  keep?(fields: Fields, key: string): Promise<void>
}

export interface SessionOptions {
  entry: Entry
  target: Target
  clock: Clock
  random: () => number
  newKey: () => string
  /** Writes the entry to the storage, or removes it once all is saved. */
  store: (entry: Entry, isUnsaved: boolean) => StorageTrouble | null
  /** Something changed; `hasEnded` when there is nothing left to do and no field that shows it. */
  onChange: (session: TextSession, hasEnded: boolean) => void
}

/** Long enough not to save within a word, short enough not to lose a thought. */
const pauseMs = 1_500
/** Whoever never pauses is saved all the same. */
const longestMs = 10_000
const retryMs = { least: 2_000, most: 20_000 }
/** A text longer than this is not written to the storage with every key. */
const longText = 20_000
const storeEveryMs = 500

export class TextSession {
  readonly #options: SessionOptions
  #entry: Entry
  #listeners = new Set<() => void>()
  #timer: Cancel | null = null
  #storing: Cancel | null = null
  #failures = 0
  #unsavedSince: number | null = null
  #isLoading = false
  #newestKnown = 0
  #isStopped = false
  #stored: Edit | null = null
  /** Why it is in memory only; null when the storage has it. */
  storageTrouble: StorageTrouble | null = null

  constructor(options: SessionOptions) {
    this.#options = options
    // What was under way when a tab died is under way no longer.
    this.#entry = { ...options.entry, edit: { ...options.entry.edit, isSending: false } }
    this.#schedule()
  }

  get entry(): Entry {
    return this.#entry
  }

  readonly getEdit = (): Edit => this.#entry.edit

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly type = (fields: Fields): void => this.#apply({ type: 'typed', fields })

  /** Sends now, whatever it waits for. */
  readonly send = (): void => {
    if (!this.#entry.edit.isWanted || this.#entry.edit.trouble?.kind === 'refused')
      this.#apply({ type: 'wanted' })
    this.#failures = 0
    void this.#run()
  }

  /** Sends now what waits for a pause. Resolves once nothing is unsaved (true), or what is cannot be saved now (false). */
  async settle(): Promise<boolean> {
    for (;;) {
      const { edit } = this.#entry
      if (!isUnsaved(edit)) return true
      if (edit.isSending) await this.#untilAnswered()
      else if (this.#isStopped || this.#failures > 0 || !maySend(edit)) return false
      else await this.#run()
    }
  }

  readonly choose = (choice: Choice): void => {
    this.#apply({ type: 'chosen', choice })
    void this.#run()
  }

  readonly undo = (): void => {
    this.#apply({ type: 'undone' })
    void this.#run()
  }

  /** Puts a text that lost in the place of the present one, which is kept in its stead. */
  readonly takeUp = (fields: Fields): void => {
    this.#apply({ type: 'tookUp', fields })
    void this.#run()
  }

  /** Forgets what is unsaved; an open field then shows what is saved. */
  readonly discard = (): void => {
    this.#apply({ type: 'discarded' })
    this.#options.store(this.#entry, false)
    if (!this.#entry.isOpen) this.#options.onChange(this, true)
  }

  /** The line is back: what failed is tried again at once. */
  wake(): void {
    this.#failures = 0
    if (this.#entry.edit.trouble?.kind === 'no_answer') void this.#run()
  }

  /** Another tab, or the server, has something newer. */
  noteRevision(revision: number): void {
    this.#newestKnown = Math.max(this.#newestKnown, revision)
    void this.#loadTheirs()
  }

  /** Goes on from a text that was kept; only before anything was written here. */
  resume({ edit, id, at, nextKey }: Entry): void {
    const newest = this.#entry.edit.base
    this.#entry = { ...this.#entry, id, at, nextKey, edit: { ...edit, isSending: false } }
    this.#apply({ type: 'theirs', theirs: newest })
    this.#changed(true)
  }

  /**
   * Another tab took the entry for left behind, and may have sent what was stored. This one goes on under another
   * name; what was stored is sent once more, under the same key, to learn what came of it.
   */
  part(id: string): void {
    const { edit, nextKey } = this.#entry
    const stored = this.#stored
    const attempt =
      stored !== null && isUnsaved(stored) && stored.isWanted ? attemptOf(stored, nextKey) : null
    this.#entry = { ...this.#entry, id, edit: { ...edit, attempt: edit.attempt ?? attempt } }
    this.#changed(true)
  }

  /** Whether it stands in a field. */
  setOpen(isOpen: boolean): void {
    this.#entry = { ...this.#entry, isOpen }
    this.#changed(true)
    if (!isOpen) void this.#run()
  }

  /** Writes at once what waits to be written to the storage. */
  flush(): void {
    if (this.#storing !== null) this.#store()
  }

  /** Ends all work; the stored text stays. */
  stop(): void {
    this.flush()
    this.#isStopped = true
    this.#timer?.()
    this.#timer = null
  }

  #apply(event: EditEvent): void {
    const edit = editAfter(this.#entry.edit, event)
    if (edit === this.#entry.edit) return
    const at = event.type === 'typed' ? this.#options.clock.now() : this.#entry.at
    // Once its outcome is known, what comes next is another request, under another key.
    const isKnown = this.#entry.edit.attempt !== null && edit.attempt === null
    const nextKey = isKnown ? this.#options.newKey() : this.#entry.nextKey
    this.#entry = { ...this.#entry, edit, at, nextKey }
    this.#changed(event.type !== 'typed')
  }

  #changed(storesNow: boolean): void {
    if (this.#isStopped) return
    const { edit, isOpen } = this.#entry
    const unsaved = isUnsaved(edit)
    if (!unsaved) this.#unsavedSince = null
    else this.#unsavedSince ??= this.#options.clock.now()
    if (storesNow || sizeOf(edit.fields) < longText) this.#store()
    else this.#storing ??= this.#options.clock.after(storeEveryMs, () => this.#store())
    this.#schedule()
    for (const listener of [...this.#listeners]) listener()
    // A draft that nobody sent lies in the storage until a field takes it up again.
    const isParked = !edit.isWanted && this.storageTrouble === null
    this.#options.onChange(this, !isOpen && (!unsaved || isParked))
  }

  #store(): void {
    this.#storing?.()
    this.#storing = null
    this.storageTrouble = this.#options.store(this.#entry, isUnsaved(this.#entry.edit))
    if (this.storageTrouble === null) this.#stored = this.#entry.edit
  }

  #schedule(): void {
    this.#timer?.()
    this.#timer = null
    const { edit } = this.#entry
    if (this.#isStopped || (!maySend(edit) && edit.loser === null) || edit.isSending) return
    this.#timer = this.#options.clock.after(this.#waitMs(), () => void this.#run())
  }

  #waitMs(): number {
    if (this.#failures > 0) {
      return backoffMs(this.#failures - 1, retryMs.least, retryMs.most, this.#options.random)
    }
    if (!this.#entry.isOpen) return 0
    const since = this.#unsavedSince ?? this.#options.clock.now()
    return Math.max(0, Math.min(pauseMs, since + longestMs - this.#options.clock.now()))
  }

  async #run(): Promise<void> {
    if (this.#isStopped || this.#entry.edit.isSending) return
    if (this.#entry.edit.loser !== null) await this.#keepLoser(this.#entry.edit.loser)
    if (this.#isStopped || !maySend(this.#entry.edit)) return
    const attempt = attemptOf(this.#entry.edit, this.#entry.nextKey)
    this.#apply({ type: 'sendStarted', key: attempt.key })
    try {
      const saved = await this.#options.target.send(attempt)
      this.#answered({ type: 'saved', saved })
      this.#unsavedSince = isUnsaved(this.#entry.edit) ? this.#options.clock.now() : null
      void this.#loadTheirs()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      await this.#failed(error)
    }
  }

  #untilAnswered(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (this.#entry.edit.isSending) return
        stop()
        resolve()
      })
    })
  }

  async #failed(error: ApiError): Promise<void> {
    if (isPassing(error)) {
      this.#failures += 1
      this.#apply({ type: 'noAnswer', title: error.title })
    } else if (error.code === 'revision_mismatch' || error.code === 'idempotency_key_reused') {
      this.#answered({ type: 'mismatch' })
      await this.#loadTheirs(true)
      // Merged: it was to be saved then, not after another pause. Without an answer it waits as ever.
      if (this.#failures === 0) void this.#run()
    } else {
      const { code, remedy } = error
      this.#answered({ type: 'refused', code, title: titleOf(error), remedy })
    }
  }

  #answered(event: EditEvent): void {
    this.#failures = 0
    this.#apply(event)
  }

  /** Loads what someone else saved. While an own save is not answered, its answer comes first. */
  async #loadTheirs(mustBeNewer = false): Promise<void> {
    const { edit } = this.#entry
    const isBehind = mustBeNewer || this.#newestKnown > this.#revision()
    if (this.#isStopped || this.#isLoading || edit.isSending || !isBehind) return
    if (edit.attempt !== null && !mustBeNewer) return
    this.#isLoading = true
    try {
      const theirs = await this.#options.target.load()
      this.#newestKnown = Math.max(this.#newestKnown, theirs.revision)
      this.#apply({ type: 'theirs', theirs })
      // Refused, and there is nothing newer that would say why: it was not carried out.
      if (mustBeNewer) this.#apply({ type: 'notCarriedOut' })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (mustBeNewer) await this.#failed(error)
    } finally {
      this.#isLoading = false
    }
  }

  #revision(): number {
    const { base, trouble } = this.#entry.edit
    return trouble?.kind === 'conflict' ? trouble.theirs.revision : base.revision
  }

  async #keepLoser(loser: Fields): Promise<void> {
    // Its key comes from the entry's, so that it too goes out once however often it is sent.
    const key = `${this.#entry.id}-${this.#entry.edit.base.revision}`
    try {
      await this.#options.target.keep?.(loser, key)
      this.#apply({ type: 'loserKept' })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // It stays, in the list too, until it could be kept or is discarded.
      this.#failures += 1
      this.#schedule()
    }
  }
}

/** Errors that may pass by themselves: no answer, a server that is busy or away, a session that ended. */
export function isPassing({ code, status }: ApiError): boolean {
  const aboutSession = code === 'not_signed_in' || code === 'other_person'
  return (
    code === 'network' ||
    code === 'bad_answer' ||
    aboutSession ||
    status >= 500 ||
    status === 429 ||
    status === 408
  )
}

function sizeOf(fields: Fields): number {
  return Object.values(fields).reduce((sum, text) => sum + text.length, 0)
}

/** What is wrong with a field, where the answer says it: a limit with its number, for instance. */
function titleOf({ title, errors: [first] }: ApiError): string {
  if (first === undefined) return title
  const field = first.path.slice(1)
  return `The ${field === 'body' ? 'text' : field} ${first.message}`
}
