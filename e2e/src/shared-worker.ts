/** The worker that holds a browser's connection, as Chromium's debugger sees it. */
import type { Browser } from 'playwright-core'

/** How many run now. */
export async function countSharedWorkers(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  await session.detach()
  return targetInfos.filter(({ type }) => type === 'shared_worker').length
}

/** Ends all of them in the middle of whatever they do, without a word to anybody. */
export async function crashSharedWorkers(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  for (const { targetId, type } of targetInfos) {
    if (type === 'shared_worker') await session.send('Target.closeTarget', { targetId })
  }
  await session.detach()
}
