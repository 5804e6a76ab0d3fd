/**
 * What happened, as steps that each have their instant: the texts that were there before, then project by project
 * what the script says. Later steps find what earlier ones created by name.
 */
import type { ChangeItem, Id, ProjectItem } from '@copydesk/contract'
import { type Command, instant } from '../command/command.ts'
import { createComment } from '../comments/commands.ts'
import { type ContentWrites, type ContentWritten, writeContent } from '../content/bulk.ts'
import { changeVersion } from '../content/commands.ts'
import { readAll, seeAll } from '../notifications/commands.ts'
import { type DemoPerson, demoPersonList } from '../people/demo-people.ts'
import { addItems } from '../projects/items/commands/add-items.ts'
import { changeItem } from '../projects/items/commands/change-items.ts'
import { createProject } from '../projects/project/commands.ts'
import { publish } from '../projects/releases/publish.ts'
import type { DemoDesk } from './demo-desk.ts'
import type { ScriptItem, ScriptPerson, ScriptProject, ScriptThread } from './script.ts'
import type { DemoDocument, DemoText } from './texts.ts'
import {
  additionAt,
  begunAt,
  commentTimes,
  dayMs,
  hourMs,
  minuteMs,
  movesOf,
  publishedAt,
} from './timeline.ts'

export interface StoryMaterial {
  script: readonly ScriptProject[]
  texts: readonly DemoText[]
  /** The present moment of the demo. */
  now: number
}

interface Step {
  at: number
  run: (at: number) => Promise<void>
}

/** How long ago the oldest texts were published, and how far apart they came. */
const firstTextDaysAgo = 190
const textsApartMs = 2 * dayMs
/** Everybody read their inbox then, and looked at the bell once more later on. */
const inboxReadHoursAgo = 12
const bellSeenHoursAgo = 5

export class DemoStory {
  readonly #desk: DemoDesk
  readonly #material: StoryMaterial
  readonly #steps: Step[] = []
  readonly #contentIds = new Map<string, Id>()
  readonly #projectIds = new Map<ScriptProject, Id>()
  readonly #items = new Map<ScriptItem, ProjectItem>()

  constructor(desk: DemoDesk, material: StoryMaterial) {
    this.#desk = desk
    this.#material = material
  }

  /** Lets everything happen, in the order of time. */
  async tell(): Promise<void> {
    const { script, texts, now } = this.#material
    await this.#desk.addPeople(now - (firstTextDaysAgo + 1) * dayMs)
    const broughtIn = new Set(script.flatMap(({ items }) => items.filter((item) => item.new).map(nameOf)))
    for (const [index, text] of texts.entries()) this.#planOldText(text, index, broughtIn)
    for (const project of script) this.#planProject(project)
    this.#planInboxes()
    for (const { at, run } of this.#steps.toSorted((a, b) => a.at - b.at)) await run(at)
    await this.#desk.waitUntil(now)
  }

  #plan(at: number, run: Step['run']): void {
    this.#steps.push({ at, run })
  }

  /** A text in those languages that no project brings in, published long ago. */
  #planOldText({ name, documents }: DemoText, index: number, broughtIn: ReadonlySet<string>): void {
    const old = documents.filter(({ language }) => !broughtIn.has(nameOf({ text: name, language })))
    const author = index % 3 === 0 ? 'editor' : 'writer'
    const at = this.#material.now - firstTextDaysAgo * dayMs + index * textsApartMs
    this.#plan(at, (at) => this.#write(at, author, name, old, 'published'))
  }

  #planProject(project: ScriptProject): void {
    const { now } = this.#material
    const { name, color, description, owner, items, threads, published } = project
    const begun = begunAt(project, now)
    this.#plan(begun, async (at) => {
      const { id } = await this.#desk.run(at, owner, createProject({ name, color, description }))
      this.#projectIds.set(project, id)
    })
    for (const [index, item] of items.entries()) {
      if (item.new) this.#plan(begun + (10 + index) * minuteMs, (at) => this.#writeNew(at, project, item))
    }
    if (items.length > 0) this.#plan(begun + hourMs, (at) => this.#addItems(at, project))
    for (const item of items) this.#planItem(project, item)
    for (const thread of threads) this.#planThread(project, thread)
    if (published) {
      this.#plan(publishedAt(project, now), async (at) => {
        await this.#desk.run(
          at,
          owner,
          publish(this.#projectId(project), { mode: published.mode, note: published.note }),
        )
      })
    }
  }

  #planItem(project: ScriptProject, item: ScriptItem): void {
    const { now } = this.#material
    const { assignee, dueInDays, addition } = item
    const author = assignee ?? project.owner
    const change = (at: number, by: ScriptPerson, body: ChangeItem) =>
      this.#desk.run(at, by, changeItem(this.#projectId(project), this.#item(item).id, body))
    if (assignee || dueInDays !== undefined) {
      const due = dueInDays === undefined ? {} : { dueAt: instant(now + dueInDays * dayMs).slice(0, 10) }
      const body: ChangeItem = { ...due, ...(assignee ? { assigneeId: this.#desk.personId(assignee) } : {}) }
      const assignedAt = begunAt(project, now) + 2 * hourMs + project.items.indexOf(item) * 7 * minuteMs
      this.#plan(assignedAt, async (at) => {
        await change(at, project.owner, body)
      })
    }
    if (addition !== undefined) {
      this.#plan(additionAt(project, item, now), async (at) => {
        const { contentId, versionId } = this.#item(item)
        const { body } = this.#document(item)
        const text = { body: `${body}\n\n${addition}` }
        await this.#desk.run(at, author, changeVersion(contentId, versionId, text))
      })
    }
    for (const { at, by, status } of movesOf(project, item, now)) {
      this.#plan(at, async (at) => {
        await change(at, by, { status })
      })
    }
  }

  #planThread(project: ScriptProject, thread: ScriptThread): void {
    const { about, language, comments } = thread
    const item = project.items.find((item) => item.text === about && item.language === language)
    if (about !== undefined && !item) throw new Error(`${project.name} has no item ${about} (${language})`)
    let parentId: Id | undefined
    for (const [index, at] of commentTimes(thread, this.#material.now).entries()) {
      const [[by, text] = []] = Object.entries(comments[index] ?? {}) as [ScriptPerson, string][]
      if (!by || text === undefined) throw new Error(`A comment of ${project.name} has no author`)
      this.#plan(at, async (at) => {
        const itemId = item && this.#item(item).id
        const body = this.#desk.withMentions(text)
        const comment = createComment(this.#projectId(project), { body, itemId, parentId })
        const { id } = await this.#desk.run(at, by, comment)
        parentId ??= id
      })
    }
  }

  #planInboxes(): void {
    for (const { key } of demoPersonList) {
      const personId = this.#desk.personId(key)
      this.#plan(this.#material.now - inboxReadHoursAgo * hourMs, async (at) => {
        await this.#desk.run(at, key, readAll(personId, {}))
      })
      this.#plan(this.#material.now - bellSeenHoursAgo * hourMs, async (at) => {
        await this.#desk.run(at, key, seeAll(personId, {}))
      })
    }
  }

  async #writeNew(at: number, project: ScriptProject, item: ScriptItem): Promise<void> {
    await this.#write(at, item.assignee ?? project.owner, item.text, [this.#document(item)], 'draft')
  }

  /** Writes a text in some languages; the first time as a new item, later as new languages of it. */
  async #write(
    at: number,
    author: DemoPerson['key'],
    name: string,
    documents: readonly DemoDocument[],
    status: 'draft' | 'published',
  ): Promise<void> {
    const [first, ...others] = documents.map(({ language, title, body }) => ({
      language,
      title,
      body,
      status,
    }))
    if (!first) return
    const contentId = this.#contentIds.get(name)
    if (contentId) {
      const versions = [first, ...others].map((text) => ({ ...text, contentId }))
      await this.#desk.run(at, author, writing({ versions }))
      return
    }
    const type = documents[0]?.type ?? 'page'
    const { contents } = await this.#desk.run(
      at,
      author,
      writing({ contents: [{ type, texts: [first, ...others] }] }),
    )
    this.#contentIds.set(name, contents[0]?.contentId ?? '')
  }

  async #addItems(at: number, project: ScriptProject): Promise<void> {
    for (const item of project.items) {
      const contentId = this.#contentIds.get(item.text)
      if (contentId === undefined) throw new Error(`${project.name} names ${item.text}, which does not exist`)
      const adding = addItems(this.#projectId(project), [{ contentId, language: item.language }])
      const [added] = (await this.#desk.run(at, project.owner, adding)).data
      if (added) this.#items.set(item, added)
    }
  }

  #projectId(project: ScriptProject): Id {
    return found(this.#projectIds.get(project), project.name)
  }

  #item(item: ScriptItem): ProjectItem {
    return found(this.#items.get(item), nameOf(item))
  }

  #document({ text, language }: ScriptItem): DemoDocument {
    const documents = this.#material.texts.find(({ name }) => name === text)?.documents
    return found(
      documents?.find((document) => document.language === language),
      nameOf({ text, language }),
    )
  }
}

/** Bulk writing as a command of its own. */
function writing(writes: ContentWrites): Command<ContentWritten> {
  return async (context) => {
    const written = await writeContent(context, writes)
    return { body: written, events: written.events }
  }
}

function nameOf({ text, language }: { text: string; language: string }): string {
  return `${text} (${language})`
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The demo's story needs ${name}, which is not there`)
  return value
}
