/** Reads and writes texts that are hard to draw, as a person would, and asks the page to stay at work. */
import type { CreatedContent, ItemRows, Problem, Project } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import { itemRow } from './project-page.ts'
import type { Stage } from './stage.ts'
import { field } from './unsaved-text.ts'

/** Writes it as a comment; false where the server refuses it with the field that is wrong. */
export async function tryToWrite(api: ApiCaller, project: Project, body: string): Promise<boolean> {
  const answer = await api.send('POST', `/projects/${project.id}/comments`, { body })
  if (answer.status === 400) await mustNameTheBody(answer)
  else if (answer.status !== 201) throw new Error(`The comment was answered with ${answer.status}`)
  return answer.status === 201
}

/** Opens a body beside its project and in the editor, and types into its title and its text. */
export async function readAndWrite(stage: Omit<Stage, 'stop'>, body: string): Promise<void> {
  const api = await stage.server.signIn('editor')
  const answer = await api.send('POST', '/content', {
    type: 'page',
    language: 'en',
    title: 'Hard to read',
    body,
  })
  if (answer.status === 400) return mustNameTheBody(answer)
  const { content, version } = (await answer.json()) as CreatedContent
  const project = await api.post<Project>('/projects', { name: 'Hard bodies' })
  const added = await api.post<ItemRows>(`/projects/${project.id}/items`, {
    items: [{ contentId: content.id }],
  })
  const page = await stage.enterAs(api, `/projects/${project.id}?item=${added.data[0]?.id}`)
  // A hundred thousand lines take a browser seconds for each key, on a busy machine many.
  page.setDefaultTimeout(120_000)
  await page.getByRole('region', { name: 'Text' }).waitFor()
  await itemRow(page, 'Hard to read').waitFor()
  await page.goto(`${stage.server.url}/content/${content.id}?version=${version.id}`)
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByRole('heading', { name: 'Hard to read' }).waitFor()
  const title = page.getByRole('textbox', { name: 'Title' })
  await title.press('End')
  await title.pressSequentially(' on')
  await preview.getByRole('heading', { name: 'Hard to read on' }).waitFor()
  await field(page).press('ControlOrMeta+Home')
  await page.keyboard.type('Here. ')
  await field(page).getByText('Here. ').first().waitFor()
}

async function mustNameTheBody(answer: Response): Promise<void> {
  const { errors } = (await answer.json()) as Problem
  if (errors?.[0]?.path !== '/body')
    throw new Error(`Refused without naming the body: ${JSON.stringify(errors)}`)
}
