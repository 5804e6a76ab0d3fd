/** A text that is written in the editor, for tests of what becomes of it: made through the API, watched there too. */
import type { CreatedContent, Version } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import type { Page } from 'playwright-core'

export const field = (page: Page) => page.getByRole('textbox', { name: 'Text, in Markdown' })
/** Replaces the text as a person would who selects all of it and pastes another. */
export async function writeText(page: Page, text: string): Promise<void> {
  await field(page).press('ControlOrMeta+a')
  await field(page).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

/** The text as it stands in the field; of a long one, the part that is drawn. */
export async function writtenText(page: Page): Promise<string> {
  return (await field(page).locator('.cm-line').allInnerTexts())
    .map((line) => line.replace(/\n$/, ''))
    .join('\n')
}

export const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^Saved/ })
export const unsaved = (page: Page, words: RegExp | string) => page.getByRole('button', { name: words })
export const oneUnsaved = '1 unsaved text'

/** Content with a text, and what the server has of it. */
export async function buildText(api: ApiCaller, title: string, body: string) {
  const { version } = await api.post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title,
    body,
  })
  const path = `/content/${version.contentId}/versions/${version.id}`
  return {
    version,
    address: `/content/${version.contentId}?version=${version.id}`,
    bodyNow: async () => (await api.get<Version>(path)).body,
    path,
    edit: async (caller: ApiCaller, body: string) => {
      const { revision } = await caller.get<Version>(path)
      return caller.patch<Version>(path, { body }, { 'if-match': `"${revision}"` })
    },
  }
}

const versions = '**/api/v1/content/*/versions/*'

/** No save of a text reaches the server until what this returns is called; all else does. */
export async function holdSaves(page: Page): Promise<() => Promise<void>> {
  await page.route(versions, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  return () => page.unroute(versions)
}
