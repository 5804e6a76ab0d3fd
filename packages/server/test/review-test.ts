/** A desk on which versions are approved: rules are made, reviews asked for, decided and read. */
import type { ApprovalStep, BlockerList, Project, ProjectItem, Review, Version } from '@copydesk/contract'
import { call } from './desk.ts'
import { createDeskTest } from './desk-test.ts'
import type { Caller } from './test-app.ts'

export type Decision = 'approve' | 'withdraw' | 'reject' | 'overrule'

export async function createReviewTest() {
  const test = await createDeskTest()
  const { as, people, desk, storage } = test
  const [anna, cleo, emil] = [as(people.anna), as(people.cleo), as(people.emil)]
  const ask = (steps: Partial<ApprovalStep>[] | null, scope?: Project, more: object = {}) =>
    call(anna, {
      method: 'PATCH',
      url: `/api/v1${scope ? `/projects/${scope.id}` : ''}/approval-rule`,
      payload: { steps, ...more },
    })
  const pathOf = (item: ProjectItem) => `/projects/${item.projectId}/items/${item.id}`
  const review = (item: ProjectItem, caller: Caller = anna) =>
    call<Review>(caller, { method: 'GET', url: `/api/v1${pathOf(item)}/review` })
  const decide = async (caller: Caller, item: ProjectItem, decision: Decision, more: object = {}) =>
    caller.inject({
      method: 'POST',
      url: `/api/v1${pathOf(item)}/decisions`,
      payload: {
        decision,
        ...(decision === 'withdraw' ? {} : { textRevision: (await review(item)).textRevision }),
        ...more,
      },
    })
  const now = async ({ projectId, id }: ProjectItem): Promise<ProjectItem> => {
    const { data } = await test.get<{ data: ProjectItem[] }>(`/projects/${projectId}/items`)
    return data.find((item) => item.id === id) as ProjectItem
  }
  const edit = async (item: ProjectItem, caller: Caller, body: string) => {
    const url = `/api/v1/content/${item.contentId}/versions/${item.versionId}`
    const { revision } = await call<Version>(caller, { method: 'GET', url })
    await call(caller, { method: 'PATCH', url, payload: { body }, headers: { 'if-match': `"${revision}"` } })
  }
  const blockers = async (item: ProjectItem) =>
    (await test.get<BlockerList>(`/projects/${item.projectId}/blockers`)).data
  /** A project with a page of Ben's in review. */
  const inReview = async () => {
    const { project, items } = await desk.projectOf('Home')
    const [item] = (await desk.move(project.id, items, 'in_review')) as [ProjectItem]
    return { project, item }
  }
  const endings = () =>
    storage.read(async (tx) => {
      const rows = await tx.selectFrom('approvals').select('ended_because').orderBy('id').execute()
      return rows.map((row) => row.ended_because)
    })
  return { ...test, anna, cleo, emil, ask, review, decide, now, edit, blockers, inReview, endings, pathOf }
}

export const two: Partial<ApprovalStep> = { approvals: 2, roles: ['reviewer', 'editor'] }
