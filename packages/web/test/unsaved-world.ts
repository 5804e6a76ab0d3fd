/**
 * A browser with tabs, its storage and a server that can be away or lose answers, for trying the outbox: one text
 * that two people write, and comments. Time and order are the test's.
 */
import { ApiError } from '@copydesk/client'
import { errors } from '@copydesk/contract'
import { createFakeClock } from '../../client/test/fake-clock.ts'
import type { Attempt, Fields, Saved } from '../src/unsaved/edit.ts'
import type { Subject } from '../src/unsaved/entry.ts'
import type { TextStorage } from '../src/unsaved/entry-store.ts'
import { Outbox } from '../src/unsaved/outbox.ts'
import { nothingYet } from '../src/unsaved/targets.ts'
import type { Target, TextSession } from '../src/unsaved/text-session.ts'

export const versionSubject: Subject = { kind: 'version', contentId: 'c', versionId: 'v' }
export const commentSubject: Subject = { kind: 'comment', projectId: 'p', itemId: null, parentId: null }

/**
 * How the line is: what is sent arrives and is answered, arrives and the answer is lost, does
 * not arrive, or is refused because the disk of the server is full.
 */
export type Line = 'up' | 'deaf' | 'down' | 'full'

const failure = (code: 'network' | 'revision_mismatch' | 'idempotency_key_reused') =>
  new ApiError({ code, status: code === 'network' ? 0 : 412, title: code, remedy: '' })

export class FakeServer {
  line: Line = 'up'
  text: Saved = { revision: 1, fields: { title: 'Title', body: 'one\n\ntwo\n\nthree' }, by: 'me' }
  readonly kept: string[] = []
  readonly comments: string[] = []
  readonly #answers = new Map<string, { request: string; saved: Saved }>()

  /** Somebody else saves. */
  edit(change: (body: string) => string): void {
    const body = change(this.text.fields.body ?? '')
    this.text = { revision: this.text.revision + 1, fields: { ...this.text.fields, body }, by: 'other' }
  }

  target(subject: Subject, wait: (ms: number) => Promise<void>): Target {
    const exchange = async <T>(run: () => T): Promise<T> => {
      const { line } = this
      await wait(20)
      if (line === 'down') throw failure('network')
      if (line === 'full') throw new ApiError({ ...errors.storage_full, code: 'storage_full' })
      const answer = run()
      await wait(20)
      if (line === 'deaf') throw failure('network')
      return answer
    }
    return {
      load: () => exchange(() => (subject.kind === 'version' ? this.text : nothingYet)),
      send: (attempt) => exchange(() => this.#once(subject, attempt)),
      keep: (fields, key) =>
        exchange(() => {
          this.#remember(key, JSON.stringify(fields), () => {
            this.kept.push(fields.body ?? '')
            return this.text
          })
        }),
    }
  }

  #once(subject: Subject, attempt: Attempt): Saved {
    return this.#remember(attempt.key, JSON.stringify([subject, attempt]), () =>
      subject.kind === 'version' ? this.#save(attempt) : this.#post(attempt.change),
    )
  }

  #remember(key: string, request: string, run: () => Saved): Saved {
    const before = this.#answers.get(key)
    if (before !== undefined && before.request !== request) throw failure('idempotency_key_reused')
    if (before !== undefined) return before.saved
    const saved = run()
    this.#answers.set(key, { request, saved })
    return saved
  }

  #save({ revision, change, keepsReplaced }: Attempt): Saved {
    if (revision !== this.text.revision) throw failure('revision_mismatch')
    if (keepsReplaced) this.kept.push(this.text.fields.body ?? '')
    this.text = { revision: revision + 1, fields: { ...this.text.fields, ...change }, by: 'me' }
    return this.text
  }

  #post(change: Fields): Saved {
    this.comments.push(change.body ?? '')
    return { ...nothingYet, revision: 1, fields: change }
  }
}

interface Tab {
  name: string
  outbox: Outbox
  editor: TextSession | null
  composer: TextSession | null
}

export class World {
  readonly clock = createFakeClock()
  readonly server = new FakeServer()
  readonly tabs: Tab[] = []
  isFull = false
  readonly #values = new Map<string, string>()
  readonly #gone = new Set<string>()
  #count = 0

  openTab(): Tab {
    const name = `tab${++this.#count}`
    const tab: Tab = { name, outbox: this.#outbox(name), editor: null, composer: null }
    this.tabs.push(tab)
    tab.outbox.start()
    return tab
  }

  /** It is gone without a word, as in a crash. */
  crash(tab: Tab): void {
    this.#gone.add(tab.name)
    this.tabs.splice(this.tabs.indexOf(tab), 1)
    const { outbox } = tab
    // What is on its way goes on without it, and nothing of it reaches the storage any more.
    this.#dead.add(tab.name)
    outbox.stop()
  }
  readonly #dead = new Set<string>()

  /** The session ended, and the same person signs in again in this tab. */
  signInAgain(tab: Tab): void {
    tab.outbox.stop()
    tab.outbox = this.#outbox(tab.name)
    tab.editor = null
    tab.composer = null
    tab.outbox.start()
  }

  openEditor(tab: Tab): TextSession {
    tab.editor ??= tab.outbox.open(versionSubject, this.server.text, { place: 'Text', isWanted: true })
    return tab.editor
  }

  leaveEditor(tab: Tab): void {
    if (tab.editor !== null) tab.outbox.close(tab.editor)
    tab.editor = null
  }

  openComposer(tab: Tab): TextSession {
    tab.composer ??= tab.outbox.open(commentSubject, nothingYet, { place: 'Project', isWanted: false })
    return tab.composer
  }

  sendComment(tab: Tab): void {
    if (tab.composer === null) return
    tab.composer.send()
    tab.outbox.close(tab.composer)
    tab.composer = null
  }

  /** Everybody learns of the newest revision, as by a live event. */
  announce(): void {
    if (this.server.line !== 'up') return
    for (const { editor } of this.tabs) editor?.noteRevision(this.server.text.revision)
  }

  #outbox(name: string): Outbox {
    return new Outbox({
      personId: 'me',
      storage: this.#storage(name),
      life: {
        tab: name,
        gone: async (tabs) => tabs.filter((one) => this.#gone.has(one)),
      },
      clock: this.clock,
      random: () => 0.5,
      newId: () => `id${++this.#count}`,
      target: (subject) =>
        this.server.target(subject, (ms) => new Promise((resolve) => this.clock.after(ms, () => resolve()))),
    })
  }

  #storage(name: string): TextStorage {
    const values = this.#values
    const write = (key: string, text: string | null) => {
      if (this.#dead.has(name)) return
      if (text === null) values.delete(key)
      else values.set(key, text)
      for (const tab of this.tabs) if (tab.name !== name) tab.outbox.noteStorage(key, text)
    }
    return {
      get length() {
        return values.size
      },
      key: (index) => [...values.keys()][index] ?? null,
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, text) => {
        if (this.isFull) throw new DOMException('full', 'QuotaExceededError')
        write(key, text)
      },
      removeItem: (key) => write(key, null),
    }
  }
}
