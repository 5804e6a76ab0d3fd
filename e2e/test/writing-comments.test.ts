/** What the composer of comments does beside taking text. */
import type { Group, Person, Project } from '@copydesk/contract'
import { it } from 'vitest'
import { comment, composer } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('mentions a group: who is in it is told, and one knows before how many that are', async () => {
  const admin = await stage.server.signIn('admin')
  const reviewer = await stage.server.signIn('reviewer')
  const [boss, rosa] = [await admin.get<Person>('/me'), await reviewer.get<Person>('/me')]
  await admin.post<Group>('/groups', { name: 'Legal', memberIds: [boss.id, rosa.id] })
  const project = await admin.post<Project>('/projects', { name: 'Writing' })
  const page = await stage.enter('editor', `/projects/${project.id}?tab=comments`)
  const other = await stage.enter('reviewer', '/inbox')
  await composer(page).pressSequentially('Please look, @leg')
  await page.getByRole('option', { name: 'Legal 2 people' }).click()
  await page.getByText('Tells up to 2 people').first().waitFor()
  await composer(page).press('Control+Enter')
  await comment(page, demoPeople.editor.name, 'Please look, @Legal').waitFor()
  await other.getByText('mentioned Legal in').first().waitFor()
})
