/** Every text that is known to be hard to parse or to draw, as a comment. */
import type { Project } from '@copydesk/contract'
import { hardMarkdown } from '@copydesk/testkit'
import { it } from 'vitest'
import { tryToWrite } from '../src/hard-texts.ts'
import { comment, writeComment } from '../src/project-page.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it.each(hardMarkdown)('comments: $name', async ({ write }) => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Hard comments' })
  for (const length of [20_000, 19_000, 5_000, 2_000, 1_900]) await tryToWrite(api, project, write(length))
  await api.post(`/projects/${project.id}/comments`, { body: 'A **plain** one' })
  const reviewer = await stage.server.signIn('reviewer')
  const page = await stage.enterAs(reviewer, `/projects/${project.id}?tab=comments`)
  await comment(page, demoPeople.editor.name, 'A plain one').waitFor()
  await writeComment(page, 'Still here')
  await comment(page, demoPeople.reviewer.name, 'Still here').waitFor()
})
