/** Reactions to comments: given by keyboard, seen by another at once, taken back, and only read in an archived project. */
import type { Comment, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { demoPeople } from '../src/stage.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('are given by keyboard, counted in every window, taken back, and kept in an archived project', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Street food' })
  const { id } = await api.post<Comment>(`/projects/${project.id}/comments`, { body: 'Open until ten?' })
  const address = `/projects/${project.id}?tab=comments`
  const editor = await stage.enter('editor', address)
  const reviewer = await stage.enter('reviewer', address)

  const button = editor.getByRole('button', { name: 'React', exact: true })
  await button.focus()
  await editor.keyboard.press('Enter')
  await editor.getByRole('button', { name: 'thumbs up', exact: true }).waitFor()
  await editor.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'thumbs up')
  expect(await axeViolations(editor)).toEqual([])
  await editor.keyboard.press('ArrowDown')
  await editor.keyboard.press('ArrowUp')
  await editor.keyboard.press('ArrowRight')
  await editor.keyboard.press('ArrowLeft')
  await editor.keyboard.press('Enter')
  await editor.getByRole('button', { name: 'thumbs up, 1: you', pressed: true }).waitFor()
  await editor.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'React')

  const editorName = demoPeople.editor.name
  await reviewer.getByRole('button', { name: `thumbs up, 1: ${editorName}`, pressed: false }).click()
  await editor.getByRole('button', { name: `thumbs up, 2: you and ${demoPeople.reviewer.name}` }).waitFor()
  const theirs = reviewer.getByRole('button', { name: `thumbs up, 2: you and ${editorName}`, pressed: true })
  await theirs.waitFor()
  await reviewer.reload()
  await theirs.waitFor()
  expect(await axeViolations(reviewer)).toEqual([])
  await editor.getByRole('button', { name: /^thumbs up, 2/ }).click()
  await reviewer.getByRole('button', { name: 'thumbs up, 1: you', pressed: true }).click()
  await editor.getByRole('list', { name: 'Reactions' }).waitFor({ state: 'detached' })

  await api.send('PATCH', `/comments/${id}/reactions`, { emoji: '🪩', reacted: true })
  await reviewer.getByRole('button', { name: `🪩, 1: ${editorName}` }).waitFor()
  await api.post(`/projects/${project.id}/archive`, {})
  await reviewer.getByRole('button', { name: 'React', exact: true }).waitFor({ state: 'detached' })
  await reviewer.getByText(`🪩, 1: ${editorName}`).waitFor()
})
