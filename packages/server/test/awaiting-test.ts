/** What awaits people, for its tests: alone, and with what an approval rule takes. */
import {
  type ApprovalStep,
  type AwaitingState,
  applyAwaiting,
  channels,
  type Id,
  type ProjectItem,
  type Review,
  type ReviewDecision,
  type SettableStatus,
  type Snapshot,
  type Task,
} from '@copydesk/contract'
import { expect } from 'vitest'
import { call } from './desk.ts'
import { createDeskTest } from './desk-test.ts'
import { eventsAfter } from './journaled.ts'

/** A project of three items, what awaits people in it, and what their open screens make of it. */
export async function createAwaitingTest() {
  const test = await createDeskTest()
  const { cleo, emil } = test.people
  const { project, items } = await test.desk.projectOf('Prices', 'Terms', 'Home')
  const [prices, terms, home] = items as [ProjectItem, ProjectItem, ProjectItem]
  const url = `/api/v1/projects/${project.id}`
  const change = (itemId: Id, payload: object) =>
    test.send('PATCH', `/projects/${project.id}/items/${itemId}`, payload)
  const addTask = (payload: object) => call<Task>(test.ben, { method: 'POST', url: `${url}/tasks`, payload })
  const awaiting = (person: { id: Id }) =>
    call<Snapshot<AwaitingState>>(test.as(person as typeof cleo), {
      method: 'GET',
      url: '/api/v1/me/awaiting',
    })
  const lines = async (person: { id: Id }) =>
    (await awaiting(person)).data.map(({ kind, title }) => `${kind} ${title}`)
  /** What a screen shows that has been open since the snapshot was read. */
  const followed = async (person: { id: Id }, { position, ...state }: Snapshot<AwaitingState>) => {
    await test.runJobs()
    // Whom it is told is found out before what.
    await test.runJobs()
    const events = await eventsAfter(test.storage, channels.person(person.id), position.offset)
    return events.reduce<AwaitingState>((now, { event }) => applyAwaiting(now, event as never), state)
  }
  /** An open screen is as a fresh one after each step, and each of them changes something on it. */
  const expectFollowed = async (person: { id: Id }, steps: readonly (() => Promise<unknown>)[]) => {
    for (const [index, step] of steps.entries()) {
      await test.runJobs()
      const held = await awaiting(person)
      const { position: _, ...before } = held
      await step()
      const { position: __, ...fresh } = await awaiting(person)
      expect(await followed(person, held), `step ${index}`).toEqual(fresh)
      expect(fresh, `step ${index} changes something`).not.toEqual(before)
    }
  }
  return {
    ...test,
    cleo,
    emil,
    project,
    prices,
    terms,
    home,
    change,
    addTask,
    awaiting,
    lines,
    followed,
    expectFollowed,
  }
}

/** The same with what a rule takes: who makes it, whom it may ask, what they decide. */
export async function createRuleTest() {
  const test = await createAwaitingTest()
  const { as, people, project, desk } = test
  const anna = as(people.anna)
  const ask = (steps: Partial<ApprovalStep>[], scope = `/projects/${project.id}`) =>
    call(anna, {
      method: 'PATCH',
      url: `/api/v1${scope}/approval-rule`,
      payload: { steps },
      headers: { 'if-match': '*' },
    })
  const review = (item: { id: Id; projectId: Id }) =>
    call<Review>(anna, { method: 'GET', url: `/api/v1/projects/${item.projectId}/items/${item.id}/review` })
  const decide = async (person: { id: Id }, item: ProjectItem, decision: ReviewDecision, reason?: string) => {
    const { textRevision } = await review(item)
    return call(as(person as typeof people.cleo), {
      method: 'POST',
      url: `/api/v1/projects/${item.projectId}/items/${item.id}/decisions`,
      payload: { decision, reason, ...(decision === 'withdraw' ? {} : { textRevision }) },
    })
  }
  const edit = (person: { id: Id }, item: ProjectItem, text: object) =>
    call(as(person as typeof people.cleo), {
      method: 'PATCH',
      url: `/api/v1/content/${item.contentId}/versions/${item.versionId}`,
      payload: text,
      headers: { 'if-match': '*' },
    })
  /** Whom the review itself says that it waits for. */
  const waitedFor = async (item: ProjectItem) =>
    (await review(item)).steps.flatMap(({ waitingFor }) => waitingFor).sort()
  /** Who sees it among what awaits them. */
  const seenBy = async (item: ProjectItem) => {
    const seeing: Id[] = []
    for (const person of Object.values(people)) {
      const { data } = await test.awaiting(person)
      if (data.some(({ id, kind }) => id === item.id && kind === 'approve')) seeing.push(person.id)
    }
    return seeing.sort()
  }
  const inReview = (...items: ProjectItem[]) => desk.move(project.id, items, 'in_review')
  /** A version of Ben's that no project holds, sent to review unless it is to stay a draft. */
  const alone = async (title: string, status: 'in_review' | 'draft' = 'in_review') => {
    const { content, version } = await desk.content({ title })
    const url = `/api/v1/content/${content.id}/versions/${version.id}`
    const post = (person: { id: Id }, path: string, payload: object) =>
      call<Review>(as(person as typeof people.cleo), { method: 'POST', url: `${url}/${path}`, payload })
    const read = () => call<Review>(test.ben, { method: 'GET', url: `${url}/review` })
    const subject = {
      contentId: content.id,
      versionId: version.id,
      move: (to: SettableStatus) => post(people.ben, 'status', { status: to }),
      edit: (person: { id: Id }, payload: object) =>
        call(as(person as typeof people.cleo), {
          method: 'PATCH',
          url,
          payload,
          headers: { 'if-match': '*' },
        }),
      decide: async (person: { id: Id }, decision: ReviewDecision, reason?: string) =>
        post(person, 'decisions', { decision, reason, textRevision: (await read()).textRevision }),
      waitedFor: async () => (await read()).steps.flatMap(({ waitingFor }) => waitingFor).sort(),
    }
    if (status === 'in_review') await subject.move('in_review')
    return subject
  }
  const aloneSeenBy = async ({ versionId }: { versionId: Id }) => {
    const seeing: Id[] = []
    for (const person of Object.values(people)) {
      const { data } = await test.awaiting(person)
      if (data.some(({ id, kind }) => id === versionId && kind === 'approve')) seeing.push(person.id)
    }
    return seeing.sort()
  }
  return { ...test, anna, ask, review, decide, edit, waitedFor, seenBy, inReview, alone, aloneSeenBy }
}
