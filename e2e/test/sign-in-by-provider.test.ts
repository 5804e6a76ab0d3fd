/** Signing in by way of an OpenID Connect provider: through its own login page, back to where one was. */
import type { Groups, Person } from '@copydesk/contract'
import { freePort } from '@copydesk/testkit/proxies'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ProviderOptions, type StartedProvider, startProvider } from '../src/oidc-provider.ts'
import { type Stage, startStage } from '../src/stage.ts'

const clientSecret = 'the secret of the client'
const accounts = {
  olga: { name: 'Olga Ohlin', email: 'olga@id.example', email_verified: true, groups: ['writers'] },
  mallory: { name: 'Mallory', email: 'admin@demo.copydesk.example', email_verified: false, groups: [] },
}

let stage: Stage
let provider: StartedProvider
let options: ProviderOptions

beforeAll(async () => {
  const [port, providerPort] = [await freePort(), await freePort()]
  options = {
    port: providerPort,
    clientId: 'copydesk',
    clientSecret,
    redirectUri: `http://127.0.0.1:${port}/api/v1/session/oidc/callback`,
    accounts,
  }
  // The server starts while its provider is down.
  stage = await startStage({
    port,
    env: {
      COPYDESK_OIDC_ISSUER: `http://127.0.0.1:${providerPort}`,
      COPYDESK_OIDC_CLIENT_ID: 'copydesk',
      COPYDESK_OIDC_CLIENT_SECRET: clientSecret,
      COPYDESK_OIDC_SCOPES: 'openid profile email groups',
      COPYDESK_OIDC_ROLES: 'writers=editor, bosses=admin',
      COPYDESK_OIDC_GROUPS: 'writers=Writers of the desk, team-*',
      COPYDESK_OIDC_LINK_BY_EMAIL: 'true',
      COPYDESK_OIDC_BUTTON: 'Sign in with Example ID',
    },
  })
})
afterAll(async () => {
  await stage?.stop()
  await provider?.stop()
})

const begin = (page: Page) => page.getByRole('button', { name: 'Sign in with Example ID' }).click()

/** The provider's own pages. */
async function logIn(page: Page, login: string): Promise<void> {
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

it('says that the provider is down, and local sign-in goes on', async () => {
  const page = await stage.open('/content')
  await begin(page)
  await page.getByText('The sign-in provider does not answer').waitFor()
  await page.getByRole('button', { name: /^Editor/ }).click()
  await page.getByRole('button', { name: 'You: Elias Berg' }).waitFor()
})

it('signs in through its login page, with the role of the group, back where one was', async () => {
  provider = await startProvider(options)
  const page = await stage.open('/content?q=home')
  await begin(page)
  await logIn(page, 'olga')
  await page.getByRole('button', { name: 'You: Olga Ohlin' }).waitFor()
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/content?q=home')
  const me = await page.evaluate(async () => (await fetch('/api/v1/me')).json() as Promise<Person>)
  expect(me).toMatchObject({ email: 'olga@id.example', role: 'editor' })
  const groups = await page.evaluate(async () => (await fetch('/api/v1/groups')).json() as Promise<Groups>)
  expect(groups.data).toMatchObject([{ name: 'Writers of the desk', memberIds: [me.id], isManaged: true }])
  // Nothing that opens anything is in an address or in the log.
  expect(page.url()).not.toMatch(/code|token|state/)
  expect(stage.server.logs()).not.toMatch(/[?&](?:code|state)=(?!\(not logged\))/)
  expect(stage.server.logs()).not.toContain(clientSecret)
  await page.getByRole('button', { name: 'You: Olga Ohlin' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in with Example ID' }).waitFor()
})

it('takes nobody over by an address that was not verified', async () => {
  const page = await stage.open()
  await begin(page)
  await logIn(page, 'mallory')
  await page.getByText('The e-mail address belongs to another person here').waitFor()
})

it('says that somebody changed their mind at the provider', async () => {
  const page = await stage.open()
  await begin(page)
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.getByText('The sign-in provider did not let you in').waitFor()
  expect(page.url()).toContain('signIn=provider_refused')
})

it('marks the groups that the provider says, until somebody takes them over', async () => {
  const page = await stage.enter('admin', '/admin/people?tab=groups')
  const row = page.getByRole('listitem', { name: 'Writers of the desk' })
  await row.getByText('From single sign-on').waitFor()
  await row.getByText('Olga Ohlin').waitFor()
  await row.getByRole('button', { name: 'Manage Writers of the desk here' }).press('Enter')
  await row.getByRole('button', { name: 'Change Writers of the desk' }).waitFor()
  expect(await row.getByText('From single sign-on').count()).toBe(0)
})
