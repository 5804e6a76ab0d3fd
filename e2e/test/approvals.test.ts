/** Approvals as a rule asks for them: the rule made in the app, given in one window and seen in another. */
import type { CreatedContent, PeopleState, Project, ProjectItem } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('an item becomes ready by its last approval, after a rule that an administrator made', async () => {
  const api = await stage.server.signIn('editor')
  const { content } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Prices',
  })
  const project = await api.post<Project>('/projects', { name: 'Spring' })
  const { data } = await api.post<{ data: ProjectItem[] }>(`/projects/${project.id}/items`, {
    items: [{ contentId: content.id }],
  })
  const [item] = data

  const admin = await stage.enter('admin', `/projects/${project.id}`)
  await admin.getByRole('button', { name: 'More about this project' }).click()
  await admin.getByRole('menuitem', { name: 'Approval rule…' }).click()
  const rule = admin.getByRole('dialog', { name: 'Approval rule' })
  await rule.getByRole('button', { name: /How it becomes ready/ }).click()
  await admin.getByRole('menuitemradio', { name: 'By approvals' }).click()
  await rule.getByRole('button', { name: 'Ask somebody in step 1' }).click()
  await admin.getByRole('menuitem', { name: 'Any reviewer' }).click()
  await rule.getByRole('button', { name: 'Save the rule' }).click()
  await rule.waitFor({ state: 'detached' })

  const reviewer = await stage.enter('reviewer', `/projects/${project.id}?item=${item?.id}`)
  await reviewer.getByRole('region', { name: 'Prices' }).waitFor()
  await api.patch(`/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
  await admin.getByText('0 of 1').first().waitFor()

  const approvals = reviewer.getByRole('region', { name: 'Approvals' })
  await approvals.getByText('Waits for you').waitFor()
  await admin.goto(`${stage.server.url}/content/${content.id}`)
  await admin.getByRole('region', { name: 'Approvals' }).getByText(demoPeople.reviewer.name).waitFor()
  await approvals.getByRole('button', { name: 'Approve' }).click()
  await admin.getByRole('region', { name: 'Approvals' }).waitFor({ state: 'detached' })
  await approvals.waitFor({ state: 'detached' })
  const { data: after } = await api.get<{ data: ProjectItem[] }>(`/projects/${project.id}/items`)
  expect(after.map(({ status }) => status)).toEqual(['ready'])
})

it('a manager of a private project makes its rule, and sees live whether there is anybody to approve', async () => {
  const api = await stage.server.signIn('editor')
  const { data: people } = await api.get<PeopleState>('/people')
  const reviewer = people.find(({ role }) => role === 'reviewer')
  const project = await api.post<Project>('/projects', { name: 'Merger', visibility: 'private' })

  const manager = await stage.enter('editor', `/projects/${project.id}`)
  await manager.getByRole('button', { name: 'More about this project' }).click()
  await manager.getByRole('menuitem', { name: 'Approval rule…' }).click()
  const rule = manager.getByRole('dialog', { name: 'Approval rule' })
  await rule.getByRole('button', { name: /How it becomes ready/ }).click()
  await manager.getByRole('menuitemradio', { name: 'By approvals' }).click()
  await rule.getByRole('button', { name: 'Ask somebody in step 1' }).click()
  await manager.getByRole('menuitem', { name: 'Any reviewer' }).click()
  await rule.getByRole('button', { name: 'Save the rule' }).click()
  const shortages = rule.getByRole('status', { name: 'Steps that cannot be met' })
  await shortages.waitFor()

  await api.post(`/projects/${project.id}/members`, { id: reviewer?.id, kind: 'person', role: 'reviewer' })
  await shortages.waitFor({ state: 'detached' })
  const admin = await stage.server.signIn('admin')
  for (const role of ['viewer', 'reviewer']) {
    await admin.patch(`/people/${reviewer?.id}`, { role }, { 'if-match': '*' })
    await shortages.waitFor({ state: role === 'viewer' ? 'visible' : 'detached' })
  }
})
