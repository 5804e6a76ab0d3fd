/**
 * The unsaved texts of one person in this browser: the sessions of this tab, the entries of all tabs, and what closed
 * tabs left. Owned by the app, so that a text goes on to the server when its field is gone. Each entry is one tab's:
 * a tab that is gone leaves it to whoever takes it up first, and an open tab is never taken from.
 */
import type { Clock } from '@copydesk/client'
import type { TabLife } from '../browser/tab-life.ts'
import { beginEdit, editAfter, isAsking, isUnsaved, type Saved } from './edit.ts'
import { type Entry, type Standing, type Subject, standingOf, subjectKey } from './entry.ts'
import { createEntryStore, type EntryStore, type StorageTrouble, type TextStorage } from './entry-store.ts'
import { type Target, TextSession } from './text-session.ts'

export interface OutboxOptions {
  personId: string
  storage: TextStorage | null
  life: TabLife
  clock: Clock
  random: () => number
  newId: () => string
  target: (subject: Subject) => Target
}

/** An unsaved text as the lists show it. */
export interface Unsaved {
  entry: Entry
  standing: Standing
  /** It stands in a field of another tab that is open. */
  isElsewhere: boolean
}

export interface OpenOptions {
  place: string
  /** Sent by itself, or only when asked. */
  isWanted: boolean
}

/** How often a tab looks for what others left. */
const lookEveryMs = 15_000

export class Outbox {
  readonly #options: OutboxOptions
  readonly #store: EntryStore
  readonly #sessions = new Map<string, TextSession>()
  readonly #listeners = new Set<() => void>()
  #gone: ReadonlySet<string> = new Set()
  #stopLooking: (() => void) | null = null
  #isStopped = true
  #listed: readonly Unsaved[] | null = null

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#store = createEntryStore(options.storage, options.personId)
  }

  /** Begins to look after what closed tabs left, until `stop`. */
  start(): void {
    this.#isStopped = false
    void this.#look()
  }

  /** Ends all sending; what is unsaved stays stored. */
  stop(): void {
    this.#isStopped = true
    this.#stopLooking?.()
    this.#stopLooking = null
    for (const session of this.#sessions.values()) session.stop()
    this.#sessions.clear()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Every unsaved text of the person in this browser, oldest first. The same list until something changes. */
  readonly list = (): readonly Unsaved[] => {
    this.#listed ??= this.#buildList()
    return this.#listed
  }

  /** Why the storage does not take what is written here; null when it does. */
  readonly storageTrouble = (): StorageTrouble | null => {
    for (const session of this.#sessions.values()) {
      if (session.storageTrouble !== null && isUnsaved(session.getEdit())) return session.storageTrouble
    }
    return null
  }

  /**
   * The session for a field: the one that is under way, or one that goes on from what was left unsaved, or a new one.
   * Call `close` with it when the field goes.
   */
  open(subject: Subject, base: Saved, options: OpenOptions): TextSession {
    const key = subjectKey(subject)
    const running = [...this.#sessions.values()].find(
      ({ entry }) => subjectKey(entry.subject) === key && this.#mayTake(entry) && takesUp(entry),
    )
    if (running !== undefined) {
      running.setOpen(true)
      running.noteRevision(base.revision)
      return running
    }
    const entry: Entry = {
      id: this.#options.newId(),
      subject,
      place: options.place,
      tab: this.#options.life.tab,
      isOpen: true,
      edit: beginEdit(base, options.isWanted),
      nextKey: this.#options.newId(),
      at: this.#options.clock.now(),
    }
    const session = this.#begin(entry)
    const left = this.#left(key)
    if (left !== undefined) this.#resume(session, left)
    return session
  }

  /** The field is gone; what is unsaved goes on here. */
  close(session: TextSession): void {
    session.setOpen(false)
  }

  /** The session of the field that stands open here for this; null where none does. */
  opened(subject: Subject): TextSession | null {
    const key = subjectKey(subject)
    const isIt = ({ entry }: TextSession) => entry.isOpen && subjectKey(entry.subject) === key
    return [...this.#sessions.values()].find(isIt) ?? null
  }

  /** The session of an entry that this tab may handle: its own, or one that no open field holds. */
  take(id: string): TextSession | null {
    const running = this.#sessions.get(id)
    if (running !== undefined) return running
    const entry = this.#store.get(id)
    if (entry === null || !this.#mayTake(entry)) return null
    const session = this.#begin({ ...entry, tab: this.#options.life.tab, isOpen: false })
    this.#put(session.entry)
    return session
  }

  /** Lets a text go on as the text of something else, with what that has by now. */
  move(id: string, subject: Subject, onto: Saved, place?: string): void {
    const entry = this.#find(id)
    if (entry === null) return
    const { edit } = entry
    const free = { ...edit, attempt: null, trouble: null, isSending: false, isWanted: true }
    const base = { ...edit.base, revision: onto.revision - 1 }
    const isNew = onto.revision === 0
    const moved: Entry = {
      ...entry,
      id: this.#options.newId(),
      subject,
      place: place ?? entry.place,
      tab: this.#options.life.tab,
      isOpen: false,
      edit: isNew
        ? { ...beginEdit(onto, true), fields: edit.fields }
        : editAfter({ ...free, base }, { type: 'theirs', theirs: onto }),
      nextKey: this.#options.newId(),
    }
    // Stored under its new name first: if anything fails, it is there.
    this.#put(moved)
    this.#begin(moved)
    this.discard(id)
  }

  /** Makes what was sent and refused a draft again, in its field if that is empty. */
  takeBack(id: string): void {
    const entry = this.#find(id)
    if (entry === null) return
    this.#sessions.get(id)?.stop()
    this.#sessions.delete(id)
    const edit = { ...entry.edit, isWanted: false, trouble: null }
    const draft = { ...entry, edit, tab: this.#options.life.tab, isOpen: false }
    this.#park(draft)
  }

  /** Brings a discarded entry back. */
  restore(entry: Entry): void {
    const back = { ...entry, tab: this.#options.life.tab, isOpen: false }
    this.#park(back)
  }

  /** Forgets an entry. */
  discard(id: string): void {
    const session = this.#sessions.get(id)
    if (session !== undefined) session.discard()
    else {
      this.#store.remove(id)
      this.#changed()
    }
  }

  /** The line is back. */
  wake(): void {
    for (const session of this.#sessions.values()) session.wake()
    void this.#look()
  }

  /** Writes to the storage what waits for it: the page may be about to go. */
  flush(): void {
    for (const session of this.#sessions.values()) session.flush()
  }

  /** The storage was changed by another tab. */
  noteStorage(storageKey: string | null, text: string | null): void {
    const change = this.#store.noteForeign(storageKey, text)
    if (change === null) return
    if (change === 'all') {
      // Emptied, by the person or the browser: what this tab knows is stored again.
      for (const { entry } of this.#sessions.values()) if (isUnsaved(entry.edit)) this.#put(entry)
    } else {
      const session = this.#sessions.get(change.id)
      if (session !== undefined && change.entry?.tab !== this.#options.life.tab)
        this.#yield(session, change.entry)
    }
    this.#changed()
  }

  /** Another tab took this entry, or ended it. */
  #yield(session: TextSession, taken: Entry | null): void {
    const hasOwnWords = session.entry.isOpen || session.storageTrouble !== null
    if (hasOwnWords && isUnsaved(session.getEdit())) {
      // It stands in a field here, as of a tab that was taken for gone while it slept, or has words that the storage
      // did not take.
      const id = this.#options.newId()
      this.#sessions.delete(session.entry.id)
      this.#sessions.set(id, session)
      session.part(id)
      return
    }
    if (session.entry.isOpen && taken === null) return
    session.stop()
    this.#sessions.delete(session.entry.id)
  }

  /** Stores it for whoever takes it up; where nothing can be stored, a session holds it. */
  #park(entry: Entry): void {
    if (this.#put(entry) === null) this.#adopt(entry)
    else this.#begin(entry).setOpen(false)
  }

  #find(id: string): Entry | null {
    return this.#sessions.get(id)?.entry ?? this.#store.get(id)
  }

  #begin(entry: Entry): TextSession {
    const session = new TextSession({
      entry,
      target: this.#options.target(entry.subject),
      clock: this.#options.clock,
      random: this.#options.random,
      newKey: this.#options.newId,
      store: (now, unsaved) => (unsaved ? this.#put(now) : this.#remove(now)),
      onChange: (changed, hasEnded) => {
        if (hasEnded) {
          changed.stop()
          this.#sessions.delete(changed.entry.id)
        }
        this.#changed()
      },
    })
    this.#sessions.set(entry.id, session)
    return session
  }

  #put(entry: Entry): StorageTrouble | null {
    const trouble = this.#store.put(entry)
    this.#changed()
    return trouble
  }

  #remove({ id }: Entry): null {
    if (this.#store.get(id) === null) return null
    this.#store.remove(id)
    this.#changed()
    return null
  }

  /** What was left unsaved about this, and stands in no field: the newest. */
  #left(key: string): Entry | undefined {
    return this.#store
      .list()
      .findLast(
        (entry) =>
          subjectKey(entry.subject) === key &&
          !this.#sessions.has(entry.id) &&
          this.#mayTake(entry) &&
          takesUp(entry),
      )
  }

  #mayTake({ id, tab, isOpen }: Entry): boolean {
    return !isOpen || this.#gone.has(tab) || (tab === this.#options.life.tab && !this.#sessions.has(id))
  }

  #resume(session: TextSession, left: Entry): void {
    this.#sessions.delete(session.entry.id)
    this.#sessions.set(left.id, session)
    session.resume(left)
  }

  /** Takes up what tabs that are gone left behind. */
  async #look(): Promise<void> {
    this.#stopLooking?.()
    this.#stopLooking = this.#options.clock.after(lookEveryMs, () => void this.#look())
    const { life } = this.#options
    const foreign = this.#store.list().filter((entry) => entry.tab !== life.tab && !this.#gone.has(entry.tab))
    const tabs = [...new Set(foreign.map((entry) => entry.tab))]
    if (tabs.length > 0) this.#gone = new Set([...this.#gone, ...(await life.gone(tabs))])
    if (this.#isStopped) return
    for (const entry of this.#store.list()) {
      const isOrphan = entry.tab === life.tab ? !this.#sessions.has(entry.id) : this.#gone.has(entry.tab)
      if (isOrphan && !this.#sessions.has(entry.id)) this.#adopt(entry)
    }
    this.#changed()
  }

  #adopt(entry: Entry): void {
    const key = subjectKey(entry.subject)
    const waiting = [...this.#sessions.values()].find(
      (session) =>
        session.entry.isOpen &&
        subjectKey(session.entry.subject) === key &&
        !isUnsaved(session.getEdit()) &&
        takesUp(entry),
    )
    if (waiting !== undefined) this.#resume(waiting, entry)
    else if (entry.edit.isWanted) this.take(entry.id)
    else if (entry.isOpen) this.#put({ ...entry, isOpen: false })
  }

  #buildList(): readonly Unsaved[] {
    const { tab } = this.#options.life
    const stored = new Map(this.#store.list().map((entry) => [entry.id, entry]))
    for (const { entry } of this.#sessions.values()) {
      if (isUnsaved(entry.edit)) stored.set(entry.id, entry)
      else stored.delete(entry.id)
    }
    return [...stored.values()]
      .sort((one, other) => one.at - other.at)
      .map((entry) => ({
        entry,
        standing: standingOf(entry),
        isElsewhere: entry.tab !== tab && entry.isOpen && !this.#gone.has(entry.tab),
      }))
  }

  #changed(): void {
    this.#listed = null
    for (const listener of [...this.#listeners]) listener()
  }
}

/**
 * Whether a field takes this up when it opens: the text of a thing that exists always; of comments only drafts, since
 * what was sent stays what was sent.
 */
function takesUp({ subject, edit }: Entry): boolean {
  const isOne = subject.kind === 'version' || subject.kind === 'project'
  return isOne || !edit.isWanted || (subject.kind === 'comment_edit' && isAsking(edit))
}
