/**
 * What screens and tabs show while they have nothing to show: nothing is there, nothing fits the filter, it is on its way,
 * it failed, it is for others. A new list is added here; how the screens look with something on them is in
 * `screen-catalogue.ts`.
 */
import type { Page } from 'playwright-core'
import type { CatalogueScreen } from './screen-catalogue.ts'
import type { World } from './screen-world.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name }).first()

const shows = (name: string, path: (world: World) => string, title: string): CatalogueScreen => ({
  name,
  path,
  arrive: (page) => heading(page, title).waitFor(),
})

/** On a server on which its administrator alone is, who has done nothing yet. */
export const emptyStates: readonly CatalogueScreen[] = [
  shows('no-projects', () => '/projects', 'No projects yet'),
  shows('no-content', () => '/content', 'No content yet'),
  shows('nothing-awaits', () => '/awaiting', 'Nothing awaits you'),
  shows('inbox-empty', () => '/inbox', 'Nothing yet'),
  shows('inbox-all-read', () => '/inbox?filter=unread', 'All read'),
  shows('no-groups', () => '/admin/people?tab=groups', 'There are no groups'),
  shows('no-invitations', () => '/admin/people?tab=invitations', 'Nobody is invited'),
  shows('no-closed-projects', () => '/admin/people?tab=projects', 'No private project is closed to you'),
  shows('no-service-keys', () => '/admin/keys', 'No service keys yet'),
  shows('no-traces', () => '/admin/delivery', 'Nobody was to be told of anything yet'),
  shows('no-mail', () => '/admin/delivery?tab=mail', 'No mail was sent yet'),
  shows('no-failed-work', () => '/admin/delivery?tab=failed', 'No work has failed'),
]

const inEmptyProject =
  (query: string) =>
  ({ emptyProjectId }: World) =>
    `/projects/${emptyProjectId}?${query}`
const inProject =
  (query: string) =>
  ({ projectId }: World) =>
    `/projects/${projectId}?${query}`

/** In the demo, for an editor: nothing in a part, nothing that fits, nothing for this person. */
export const editorStates: readonly CatalogueScreen[] = [
  shows('checklist-empty', inEmptyProject('tab=checklist'), 'Nothing is on the checklist'),
  shows('comments-empty', inEmptyProject('tab=comments'), 'No comments yet'),
  shows('releases-empty', inEmptyProject('tab=releases'), 'Nothing was published yet'),
  shows('activity-no-match', inEmptyProject('tab=activity&kind=releases'), 'Nothing of this kind was done'),
  shows('items-no-match', inProject('q=zzz'), 'No item matches'),
  shows('item-gone', inProject(`item=${crypto.randomUUID()}`), 'This item is not in the project'),
  shows('archived-no-match', () => '/projects?show=archived&q=zzz', 'No project matches'),
  shows('no-such-content', () => `/content/${crypto.randomUUID()}`, 'There is nothing at this address'),
  shows('people-for-others', () => '/admin/people', 'Administrators manage people'),
  shows('service-keys-for-others', () => '/admin/keys', 'Administrators manage service keys'),
  shows('delivery-for-others', () => '/admin/delivery', 'Administrators look after delivery'),
]

/** In the demo, for an administrator. */
export const administratorStates: readonly CatalogueScreen[] = [
  shows('people-no-match', () => '/admin/people?q=zzz', 'Nobody matches'),
  shows(
    'traces-no-match',
    () => `/admin/delivery?about=${crypto.randomUUID()}`,
    'Nobody was to be told of this',
  ),
]

interface Loaded {
  name: string
  path: (world: World) => string
  /** What it asks the server for. */
  asks: string
  /** What is said while that is on its way. */
  loading: string
}

const ofEditor: readonly Loaded[] = [
  { name: 'projects', path: () => '/projects', asks: '/projects', loading: 'Loading projects' },
  { name: 'project', path: inProject(''), asks: '/projects/*', loading: 'Loading the project' },
  { name: 'items', path: inProject(''), asks: '/projects/*/items', loading: 'Loading items' },
  {
    ...{ name: 'checklist', path: inProject('tab=checklist') },
    ...{ asks: '/projects/*/tasks', loading: 'Loading the checklist' },
  },
  {
    ...{ name: 'comments', path: inProject('tab=comments') },
    ...{ asks: '/projects/*/comments*', loading: 'Loading comments' },
  },
  {
    ...{ name: 'releases', path: inProject('tab=releases') },
    ...{ asks: '/projects/*/releases*', loading: 'Loading the releases' },
  },
  {
    ...{ name: 'activity', path: inProject('tab=activity') },
    ...{ asks: '/projects/*/activity*', loading: 'Loading the activity' },
  },
  { name: 'content', path: () => '/content', asks: '/content', loading: 'Loading content' },
  {
    ...{ name: 'content-item', path: ({ draft }) => `/content/${draft.contentId}` },
    ...{ asks: '/content/*', loading: 'Loading the content' },
  },
  {
    ...{ name: 'text', path: ({ draft }) => `/content/${draft.contentId}?version=${draft.versionId}` },
    ...{ asks: '/content/*/versions/*', loading: 'Loading the text' },
  },
  { name: 'awaiting', path: () => '/awaiting', asks: '/me/awaiting', loading: 'Loading what awaits you' },
  { name: 'inbox', path: () => '/inbox', asks: '/inbox?*', loading: 'Loading notifications' },
  { name: 'profile', path: () => '/profile', asks: '/me', loading: 'Loading your profile' },
  { name: 'sessions', path: () => '/profile', asks: '/me/sessions', loading: 'Loading your sessions' },
]

const ofAdministrator: readonly Loaded[] = [
  { name: 'people', path: () => '/admin/people', asks: '/people', loading: 'Loading people' },
  {
    ...{ name: 'groups', path: () => '/admin/people?tab=groups' },
    ...{ asks: '/groups', loading: 'Loading the groups' },
  },
  {
    ...{ name: 'invitations', path: () => '/admin/people?tab=invitations' },
    ...{ asks: '/people/invitations', loading: 'Loading the invitations' },
  },
  {
    ...{ name: 'rule', path: () => '/admin/people?tab=approvals' },
    ...{ asks: '/approval-rule', loading: 'Loading the rule' },
  },
  {
    ...{ name: 'closed-projects', path: () => '/admin/people?tab=projects' },
    ...{ asks: '/projects/closed', loading: 'Loading private projects' },
  },
  { name: 'service-keys', path: () => '/admin/keys', asks: '/keys', loading: 'Loading the service keys' },
  {
    ...{ name: 'traces', path: () => '/admin/delivery' },
    ...{ asks: '/traces', loading: 'Loading what people were told' },
  },
  {
    ...{ name: 'mail', path: () => '/admin/delivery?tab=mail' },
    ...{ asks: '/deliveries', loading: 'Loading the mail' },
  },
  {
    ...{ name: 'failed-work', path: () => '/admin/delivery?tab=failed' },
    ...{ asks: '/failed-work', loading: 'Loading the failed work' },
  },
]

/** While it is on its way, and after it failed. */
function statesOf({ name, path, asks, loading }: Loaded): CatalogueScreen[] {
  const address = `**/api/v1${asks}`
  const leave = (page: Page) => page.unrouteAll({ behavior: 'ignoreErrors' })
  return [
    {
      name: `${name}-loading`,
      path,
      leave,
      arrive: async (page) => {
        await page.route(address, () => {})
        await page.reload()
        await page.getByRole('status', { name: loading }).waitFor()
      },
    },
    {
      name: `${name}-failed`,
      path,
      leave,
      arrive: async (page) => {
        await page.route(address, (route) => route.fulfill({ status: 500, ...problem }))
        await page.reload()
        await page.getByRole('button', { name: 'Try again' }).waitFor()
      },
    },
  ]
}

const problem = {
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: 'urn:copydesk:error:internal',
    title: 'Something went wrong on the server',
    status: 500,
    code: 'internal',
    detail: 'As a test wants it.',
    remedy: 'Try again; if it stays, give the operator the "instance" of this answer.',
    instance: 'urn:uuid:01a1698b-0000-7000-8000-000000000000',
  }),
}

export const editorLoads: readonly CatalogueScreen[] = ofEditor.flatMap(statesOf)
export const administratorLoads: readonly CatalogueScreen[] = ofAdministrator.flatMap(statesOf)
