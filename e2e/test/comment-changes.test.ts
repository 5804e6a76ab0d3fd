/** A comment that is edited shows what it said before; one that is deleted comes back; a thread is resolved: all of it in a second window too. */
import type { Comment, Project } from '@copydesk/contract'
import { expect, it } from 'vitest'
import { axeViolations } from '../src/axe.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is edited with its history, from which its author takes words out, deleted, brought back and resolved', async () => {
  const api = await stage.server.signIn('editor')
  const project = await api.post<Project>('/projects', { name: 'Harvest' })
  const url = `/projects/${project.id}/comments`
  const { id } = await api.post<Comment>(url, { body: 'On **Tuesday**' })
  const payload = '<img src=x onerror="document.title=`run`"> [a](javascript:document.title=`run`)'
  const change = (body: string) => api.patch<Comment>(`/comments/${id}`, { body }, { 'if-match': '*' })
  await change(payload)
  await change('On Wednesday')
  const address = `/projects/${project.id}?tab=comments`
  const editor = await stage.enter('editor', address)
  const reviewer = await stage.enter('reviewer', address)

  for (const page of [editor, reviewer]) {
    await page.getByRole('button', { name: 'edited: show what it said before' }).press('Enter')
    await page.getByRole('dialog', { name: 'What it said before' }).getByText('Tuesday').waitFor()
    await page.getByText('onerror').waitFor()
    expect(await page.title()).not.toBe('run')
  }
  expect(await axeViolations(editor)).toEqual([])
  expect(await reviewer.getByRole('button', { name: 'Take out for good' }).count()).toBe(0)
  await editor.getByRole('button', { name: 'Take out for good' }).first().press('Enter')
  await reviewer.getByText('onerror').waitFor({ state: 'detached' })
  await editor.getByText('onerror').waitFor({ state: 'detached' })
  await editor.getByRole('button', { name: 'Take out for good' }).press('Enter')
  await reviewer.getByText('What it said before was taken out.').waitFor()
  await editor.getByText('What it said before was taken out.').waitFor()
  await editor.keyboard.press('Escape')
  await reviewer.keyboard.press('Escape')

  await api.send('PATCH', `/comments/${id}/reactions`, { emoji: '🪩', reacted: true })
  await editor.getByRole('button', { name: /^🪩/ }).waitFor()
  const focused = editor.locator(':focus')
  await editor.getByRole('button', { name: 'More about this comment' }).press('Enter')
  await editor.getByRole('menuitem', { name: 'Edit', exact: true }).press('Enter')
  await editor.getByRole('textbox', { name: 'Edit the comment' }).and(focused).waitFor()
  await editor.keyboard.type(' at noon')
  await editor.keyboard.press('ControlOrMeta+Enter')
  await reviewer.getByRole('article').getByText('On Wednesday at noon').waitFor()
  await editor.getByRole('article').and(focused).waitFor()

  await editor.getByRole('button', { name: 'More about this comment' }).press('Enter')
  await editor.getByRole('menuitem', { name: 'Delete', exact: true }).press('Enter')
  await reviewer.getByText('comment was deleted').waitFor()
  await editor.getByText('Deleted your comment').waitFor()
  await editor.keyboard.press('ControlOrMeta+z')
  await reviewer.getByRole('article').getByText('On Wednesday').waitFor()
  await editor.getByRole('article').getByText('On Wednesday').waitFor()

  await reviewer.getByRole('button', { name: 'Resolve', exact: true }).press('Enter')
  for (const page of [editor, reviewer]) {
    await page.getByText(/^Resolved by /).waitFor()
    await page.getByRole('article').waitFor({ state: 'detached' })
  }
  expect(await axeViolations(editor)).toEqual([])
  await editor.getByRole('button', { name: 'Show thread' }).press('Enter')
  await editor.getByRole('button', { name: 'Reopen', exact: true }).press('Enter')
  await reviewer.getByRole('article').getByText('On Wednesday').waitFor()
  await editor.getByText('Reopened the thread').waitFor()
  await editor.keyboard.press('ControlOrMeta+z')
  await reviewer.getByText(/^Resolved by /).waitFor()
  await reviewer.reload()
  await reviewer.getByText('No open threads').waitFor()
  await editor.goto(`${stage.server.url}${address}&comment=${id}`)
  await editor.getByRole('article').getByText('On Wednesday').waitFor()
  await reviewer.getByRole('button', { name: 'Threads: open (0)' }).press('Enter')
  await reviewer.getByRole('menuitemradio', { name: 'Resolved 1' }).press('Enter')
  await reviewer.getByText(/^Resolved by /).waitFor()
  await expect.poll(() => new URL(reviewer.url()).searchParams.get('threads')).toBe('resolved')
  await api.post<Comment>(url, { body: 'On Friday after all', parentId: id })
  for (const page of [editor, reviewer]) {
    await page.getByRole('article').getByText('On Friday after all').waitFor()
    await page.getByText(/^Resolved by /).waitFor({ state: 'detached' })
  }
  await reviewer.getByRole('button', { name: 'Threads: resolved (0)' }).waitFor()
})
