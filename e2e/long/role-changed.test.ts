/** A role that is changed while the app is open shows and hides what its person may do, without a reload. */
import type { PeopleState } from '@copydesk/contract'
import { runCopydesk } from '@copydesk/testkit'
import { expect, it } from 'vitest'
import { buildProject } from '../src/sample-project.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('in the list of projects and in a project that is open', async () => {
  const api = await stage.server.signIn('admin')
  const { project } = await buildProject(api, 'Open while a role changes')
  const people = await api.get<PeopleState>('/people')
  const email = people.data.find(({ name }) => name === demoPeople.reviewer.name)?.email ?? ''
  const give = async (role: string) => {
    const env = { COPYDESK_DATA_DIR: stage.server.dataDir }
    expect(await runCopydesk(['user', 'role', email, role], { env })).toMatchObject({ code: 0 })
  }
  const list = await stage.enter('reviewer', '/projects')
  const inProject = await list.context().newPage()
  await inProject.goto(`${stage.server.url}/projects/${project.id}`)
  const [begin, publish] = [
    list.getByRole('button', { name: 'New project' }),
    inProject.getByRole('button', { name: /^Publish/ }),
  ]
  await inProject.getByRole('heading', { name: project.name }).waitFor()
  await list.getByRole('heading', { name: 'Projects', exact: true }).waitFor()
  expect([await begin.count(), await publish.count()]).toEqual([0, 0])

  await give('editor')
  await begin.waitFor()
  await publish.first().waitFor()

  await give('reviewer')
  await begin.waitFor({ state: 'detached' })
  await publish.first().waitFor({ state: 'detached' })
})
