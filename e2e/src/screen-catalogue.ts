/**
 * Every screen there is, with how one gets there, as the demo shows it: for whatever must hold on all of them
 * (accessibility, the content security policy) and for the pictures. A new screen is added here.
 */
import type { Page } from 'playwright-core'
import { liveStatus } from './frame.ts'
import { itemRow } from './project-page.ts'
import type { World } from './screen-world.ts'

export interface CatalogueScreen {
  /** Names its picture too. */
  name: string
  path: (world: World) => string
  /** Waits for it, and opens what is to be seen on it. */
  arrive: (page: Page, world: World) => Promise<void>
  /** Sets right what `arrive` changed about the window. */
  leave?: (page: Page) => Promise<void>
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first()
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const closes = (page: Page) => page.keyboard.press('Escape')

/** What one sees before one is signed in. */
export const doorways: readonly CatalogueScreen[] = [
  {
    name: 'sign-in',
    path: () => '/',
    arrive: (page) => button(page, /^Administrator/).waitFor(),
  },
  {
    name: 'sign-in-wrong',
    path: () => '/',
    arrive: async (page) => {
      await page.getByLabel('E-mail address').fill('nobody@example.com')
      await page.getByLabel('Password').fill('not the password')
      await page.getByLabel('Password').press('Enter')
      await page.getByText('E-mail address or password is wrong').waitFor()
    },
  },
  {
    name: 'sign-in-incomplete',
    path: () => '/',
    arrive: async (page) => {
      await page.getByLabel('Password').press('Enter')
      await page.getByText('Enter your e-mail address.').waitFor()
    },
  },
  {
    name: 'invitation-unknown',
    path: () => '/invitation#cdi_nothing',
    arrive: (page) => page.getByText('There is no such invitation').waitFor(),
  },
]

/** The page of a server without anybody. */
export const setUp: CatalogueScreen = {
  name: 'set-up',
  path: () => '/',
  arrive: (page) => heading(page, 'Welcome to Copydesk').waitFor(),
}

const saves = '**/api/v1/content/*/versions/*'

async function waitForText(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Text, in Markdown' }).waitFor()
  await liveStatus(page, 'Live').waitFor()
}

/** What one sees once signed in. */
export const screens: readonly CatalogueScreen[] = [
  {
    name: 'projects',
    path: () => '/projects',
    arrive: (page) => page.getByRole('grid', { name: 'Projects' }).getByRole('row').nth(3).waitFor(),
  },
  {
    name: 'projects-no-match',
    path: () => '/projects?q=zzz',
    arrive: (page) => heading(page, 'No project matches').waitFor(),
  },
  {
    name: 'projects-new',
    path: () => '/projects',
    arrive: async (page) => {
      await button(page, 'New project').click()
      await dialog(page, 'New project').getByLabel('Name').waitFor()
    },
  },
  {
    name: 'projects-delete',
    path: () => '/projects?q=nothing',
    arrive: async (page) => {
      await button(page, 'Actions for Nothing in it yet').click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'project-items',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: (page, { itemTitle }) => itemRow(page, itemTitle).waitFor(),
  },
  {
    name: 'project-item',
    path: ({ projectId, itemId }) => `/projects/${projectId}?item=${itemId}`,
    arrive: async (page, { itemTitle }) => {
      const panel = page.getByRole('region', { name: itemTitle })
      await panel.getByRole('article').first().waitFor()
      await panel.getByRole('region', { name: 'Text' }).waitFor()
    },
  },
  {
    name: 'project-comments',
    path: ({ projectId }) => `/projects/${projectId}?tab=comments`,
    arrive: (page) => page.getByRole('article').nth(2).waitFor(),
  },
  {
    name: 'project-checklist',
    path: ({ projectId }) => `/projects/${projectId}?tab=checklist`,
    arrive: (page) => page.getByRole('checkbox', { name: 'Legal has signed' }).waitFor(),
  },
  {
    name: 'project-activity',
    path: ({ projectId }) => `/projects/${projectId}?tab=activity`,
    arrive: (page) =>
      page.getByRole('list', { name: 'Activity' }).getByText('added the task “Legal has signed”').waitFor(),
  },
  {
    name: 'project-approvals',
    path: ({ inReview: { projectId, itemId } }) => `/projects/${projectId}?item=${itemId}`,
    arrive: (page) =>
      page.getByRole('region', { name: 'Approvals' }).getByText('Waits for').first().waitFor(),
  },
  {
    name: 'project-archived',
    path: ({ archivedProjectId }) => `/projects/${archivedProjectId}`,
    arrive: (page) => page.getByRole('region', { name: 'Archived' }).waitFor(),
  },
  {
    name: 'project-schedule',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: async (page) => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Schedule…' }).click()
      await dialog(page, 'Schedule').getByLabel('Time zone').waitFor()
    },
  },
  {
    name: 'project-mention',
    path: ({ emptyProjectId }) => `/projects/${emptyProjectId}?tab=comments`,
    arrive: async (page) => {
      await page.getByRole('textbox', { name: 'Write a comment' }).pressSequentially('What do you think, @')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'project-publish',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: async (page) => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Publish all' }).waitFor()
    },
  },
  {
    name: 'project-blocked',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: async (page) => {
      await page.getByRole('button', { name: 'Publish', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Publish all' }).click()
      await page.getByRole('alert', { name: 'Publishing' }).waitFor()
    },
  },
  {
    name: 'project-selection',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: async (page, { itemTitle }) => {
      await itemRow(page, itemTitle).focus()
      await page.keyboard.press('ControlOrMeta+a')
      await page.getByRole('group', { name: 'Selected items' }).waitFor()
    },
  },
  {
    name: 'project-add-content',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: async (page) => {
      await button(page, 'Add content').click()
      await dialog(page, 'Add content').getByRole('option').first().waitFor()
    },
  },
  {
    name: 'project-empty',
    path: ({ emptyProjectId }) => `/projects/${emptyProjectId}`,
    arrive: (page) => heading(page, 'Nothing in this project yet').waitFor(),
  },
  {
    name: 'content',
    path: () => '/content',
    arrive: (page) => page.getByRole('grid', { name: 'Content' }).getByRole('row').nth(3).waitFor(),
  },
  {
    name: 'content-no-match',
    path: () => '/content?q=zzz',
    arrive: (page) => heading(page, 'No content matches').waitFor(),
  },
  {
    name: 'content-new',
    path: () => '/content',
    arrive: async (page) => {
      await button(page, 'New content').click()
      await dialog(page, 'New content').getByLabel('Title').waitFor()
    },
  },
  {
    name: 'content-editor',
    path: ({ draft }) => `/content/${draft.contentId}?version=${draft.versionId}`,
    arrive: (page) => page.getByRole('textbox', { name: 'Title' }).waitFor(),
  },
  {
    name: 'content-versions',
    path: ({ draft }) => `/content/${draft.contentId}?version=${draft.versionId}`,
    arrive: async (page) => {
      await button(page, /^Version/).click()
      await dialog(page, 'Versions').waitFor()
    },
  },
  {
    name: 'content-unsaved',
    path: ({ draft }) => `/content/${draft.contentId}?version=${draft.versionId}`,
    arrive: async (page) => {
      await waitForText(page)
      await page.route(saves, (route) =>
        route.request().method() === 'PATCH' ? route.abort() : route.continue(),
      )
      await page.getByRole('textbox', { name: 'Title' }).fill('Not saved yet')
      await button(page, '1 unsaved text').click()
      await dialog(page, 'Unsaved texts').getByText('Not saved yet').waitFor()
    },
    leave: async (page) => {
      await dialog(page, 'Unsaved texts').getByRole('button', { name: 'Discard' }).first().click()
      await page.unroute(saves)
    },
  },
  {
    name: 'content-reader',
    path: ({ published }) => `/content/${published.contentId}?version=${published.versionId}`,
    arrive: (page) => button(page, /^Version/).waitFor(),
  },
  {
    name: 'inbox',
    path: () => '/inbox',
    arrive: (page) => page.getByRole('list', { name: 'Notifications' }).getByRole('link').first().waitFor(),
  },
  {
    name: 'inbox-keys',
    path: () => '/inbox',
    arrive: async (page) => {
      await button(page, 'Keys').click()
      await dialog(page, 'Keys').waitFor()
    },
  },
  {
    name: 'trash',
    path: () => '/trash',
    arrive: (page) => page.getByRole('row', { name: /Deleted soon/ }).waitFor(),
  },
  {
    name: 'site-releases',
    path: () => '/releases',
    arrive: async (page) => {
      const release = page.getByRole('list', { name: 'Releases' }).getByRole('button').first()
      await release.click()
      await page.getByRole('button', { name: 'Revert' }).waitFor()
    },
  },
  {
    name: 'site-releases-filtered-empty',
    path: () => '/releases?from=2990-01-01',
    arrive: (page) => page.getByText('Nothing like this was published').waitFor(),
  },
  {
    name: 'awaiting',
    path: () => '/awaiting',
    arrive: (page) => page.getByRole('grid', { name: 'Awaiting me' }).getByRole('row').nth(2).waitFor(),
  },
  {
    name: 'profile',
    path: () => '/profile',
    arrive: (page) => page.getByLabel('Name').first().waitFor(),
  },
  {
    name: 'live-switches',
    path: () => '/admin/live',
    arrive: (page) => page.getByRole('switch', { name: 'WebSockets' }).waitFor(),
  },
  {
    name: 'project-members',
    path: ({ privateProjectId }) => `/projects/${privateProjectId}`,
    arrive: async (page) => {
      await button(page, 'More about this project').click()
      await page.getByRole('menuitem', { name: 'Members…' }).click()
      await dialog(page, 'Members').getByRole('listitem').first().waitFor()
    },
    leave: closes,
  },
  {
    name: 'bell',
    path: () => '/projects',
    arrive: async (page) => {
      await button(page, /^Notifications/).click()
      await dialog(page, 'Notifications').getByRole('link').first().waitFor()
    },
  },
  {
    name: 'person-menu',
    path: () => '/projects',
    arrive: async (page) => {
      await button(page, /^You:/).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor()
    },
  },
  {
    name: 'live-status',
    path: () => '/projects',
    arrive: async (page) => {
      await liveStatus(page, 'Live').click()
      await dialog(page, 'Live updates').waitFor()
    },
  },
  {
    name: 'offline',
    path: ({ projectId }) => `/projects/${projectId}`,
    arrive: async (page, { itemTitle }) => {
      await itemRow(page, itemTitle).waitFor()
      await liveStatus(page, 'Live').waitFor()
      await page.context().setOffline(true)
      await liveStatus(page, 'Offline').click()
      await dialog(page, 'Live updates').waitFor()
    },
    leave: (page) => page.context().setOffline(false),
  },
  {
    name: 'nothing-here',
    path: () => '/nowhere',
    arrive: (page) => heading(page, 'There is nothing at this address').waitFor(),
  },
  {
    name: 'no-such-project',
    path: () => `/projects/${crypto.randomUUID()}`,
    arrive: (page) => heading(page, 'There is nothing at this address').waitFor(),
  },
  {
    name: 'deleted-project',
    path: ({ deletedProjectId }) => `/projects/${deletedProjectId}`,
    arrive: (page) => heading(page, 'This project was deleted').waitFor(),
  },
]

/** What administrators see besides. */
export const administration: readonly CatalogueScreen[] = [
  {
    name: 'people',
    path: () => '/admin/people',
    arrive: (page) => page.getByRole('grid', { name: 'People' }).getByRole('row').nth(3).waitFor(),
  },
  {
    name: 'project-approval-rule',
    path: ({ inReview: { projectId } }) => `/projects/${projectId}`,
    arrive: async (page) => {
      await button(page, 'More about this project').click()
      await page.getByRole('menuitem', { name: 'Approval rule…' }).click()
      await dialog(page, 'Approval rule').getByRole('button', { name: 'Save the rule' }).waitFor()
    },
    leave: closes,
  },
  {
    name: 'people-deactivate',
    path: () => '/admin/people?q=elias',
    arrive: async (page) => {
      await button(page, /^Actions for/).click()
      await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
    leave: closes,
  },
  {
    name: 'people-groups',
    path: () => '/admin/people?tab=groups',
    arrive: (page) => heading(page, 'There are no groups').waitFor(),
  },
  {
    name: 'people-new-group',
    path: () => '/admin/people?tab=groups',
    arrive: async (page) => {
      await button(page, 'New group').click()
      await dialog(page, 'New group').getByRole('option').first().waitFor()
    },
    leave: closes,
  },
  {
    name: 'people-private-projects',
    path: () => '/admin/people?tab=projects',
    arrive: (page) => button(page, 'Enter Merger').waitFor(),
  },
  {
    name: 'people-invitations',
    path: () => '/admin/people?tab=invitations',
    arrive: (page) => heading(page, 'Nobody is invited').waitFor(),
  },
  {
    name: 'people-invite',
    path: () => '/admin/people?tab=invitations',
    arrive: async (page) => {
      await button(page, 'Invite').click()
      await dialog(page, 'Invite somebody').getByLabel('For whom').waitFor()
    },
    leave: closes,
  },
]

/** What stands there when the API fails: every question about projects is answered with an error. */
export const failure: CatalogueScreen = {
  name: 'not-loaded',
  path: () => '/projects',
  arrive: async (page) => {
    await page.route('**/api/v1/projects', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:copydesk:error:internal',
          title: 'Something went wrong on the server',
          status: 500,
          code: 'internal',
          detail: 'For the picture.',
          remedy: 'Try again; if it stays, give the operator the "instance" of this answer.',
          instance: 'urn:uuid:01a1698b-0000-7000-8000-000000000000',
        }),
      }),
    )
    await page.reload()
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor()
  },
  leave: (page) => page.unroute('**/api/v1/projects'),
}

/** Goes there, waits until all of it is drawn, does what is to be done, and sets right what was changed. */
export async function visit(
  page: Page,
  screen: CatalogueScreen,
  world: World,
  act: () => Promise<void> = async () => {},
): Promise<void> {
  const { origin } = new URL(page.url())
  await page.goto(origin + screen.path(world))
  await screen.arrive(page, world)
  if (!doorways.includes(screen) && screen !== setUp)
    await page.getByRole('button', { name: /^You:/, includeHidden: true }).waitFor()
  await page.evaluate(() => document.fonts.ready)
  await act()
  await screen.leave?.(page)
}
