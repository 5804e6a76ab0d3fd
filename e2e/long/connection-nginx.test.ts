/** A real nginx as most people begin with it, and an administrator who knows no more of it than the page says. */
import { quickStartConfig } from '@copydesk/testkit/proxies'
import { expect, it, onTestFinished } from 'vitest'
import { startBehindProxy } from '../src/behind-proxy.ts'
import { connectionPath, readWay, runChecks, verdict } from '../src/connection-page.ts'
import { useStage } from '../src/use-stage.ts'

const stage = useStage()

it('is recognised, and mended with the configuration that the page gives and nothing else', async () => {
  const place = await startBehindProxy()
  onTestFinished(() => place.stop())
  const asBegun = await place.start('nginx', quickStartConfig('nginx'))
  const page = await stage.enter('admin', place.url + connectionPath)
  await runChecks(page)
  await verdict(page).getByRole('heading', { name: 'A proxy speaks HTTP/1.0 to the server' }).waitFor()
  expect((await readWay(page))[2]).toMatch(/^nginx.*: The fault is here$/)
  const snippet = await page.getByRole('region', { name: 'Configuration for nginx' }).textContent()
  await asBegun.stop()

  const mended = await place.start('nginx', snippet ?? 'no snippet')
  onTestFinished(() => mended.stop())
  await page.getByRole('button', { name: 'Run the checks again' }).click()
  await verdict(page)
    .getByRole('heading', { name: 'WebSockets get through, and carry what is sent.' })
    .waitFor()
  expect((await readWay(page)).filter((hop) => !/: (Works|One server only)$/.test(hop))).toEqual([])
})
