import { describe, expect, it } from 'vitest'
import { createFakeFetch } from '../test/fake-fetch.ts'
import { type Api, createApi } from './api.ts'

/** Every method with the request that it makes. */
const calls: [string, (api: Api) => Promise<unknown>, unknown?][] = [
  ['GET /session', (api) => api.session.get()],
  [
    'POST /session',
    (api) => api.session.signIn({ email: 'a', password: 'b' }),
    { email: 'a', password: 'b' },
  ],
  ['POST /session/demo', (api) => api.session.signInDemo('editor'), { person: 'editor' }],
  ['DELETE /session', (api) => api.session.signOut()],
  [
    'POST /setup',
    (api) => api.session.setup({ code: 'c', name: 'A', email: 'a', password: 'b' }),
    { code: 'c', name: 'A', email: 'a', password: 'b' },
  ],
  ['GET /me', (api) => api.me.get()],
  ['PATCH /me', (api) => api.me.change({ name: 'A' }), { name: 'A' }],
  [
    'POST /me/password',
    (api) => api.me.changePassword({ currentPassword: 'a', password: 'b' }),
    { currentPassword: 'a', password: 'b' },
  ],
  ['GET /me/sessions', (api) => api.me.sessions()],
  ['DELETE /me/sessions/s', (api) => api.me.endSession('s')],
  ['DELETE /me/sessions', (api) => api.me.endOtherSessions()],
  ['GET /people', (api) => api.people.list()],
  ['PATCH /people/p', (api) => api.people.change('p', { role: 'viewer' }), { role: 'viewer' }],
  ['DELETE /people/p', (api) => api.people.remove('p')],
  ['GET /me/projects', (api) => api.projects.listPrivate()],
  ['GET /projects/closed', (api) => api.projects.listClosed()],
  ['GET /projects/p/members', (api) => api.projects.members('p')],
  [
    'POST /projects/p/members',
    (api) => api.projects.setMember('p', { id: 'a', kind: 'group', role: 'editor' }),
    { id: 'a', kind: 'group', role: 'editor' },
  ],
  ['DELETE /projects/p/members/a', (api) => api.projects.removeMember('p', 'a')],
  ['POST /projects/p/enter', (api) => api.projects.enter('p')],
  ['POST /projects/p/open', (api) => api.projects.openToEverybody('p')],
  ['GET /groups', (api) => api.groups.list()],
  ['POST /groups', (api) => api.groups.create({ name: 'G' }), { name: 'G' }],
  ['PATCH /groups/g', (api) => api.groups.change('g', { addIds: ['p'] }), { addIds: ['p'] }],
  ['DELETE /groups/g', (api) => api.groups.remove('g')],
  ['GET /people/invitations', (api) => api.invitations.list()],
  ['POST /people/invitations', (api) => api.invitations.create({ role: 'editor' }), { role: 'editor' }],
  ['DELETE /people/invitations/i', (api) => api.invitations.revoke('i')],
  ['POST /invitation', (api) => api.invitations.look('t'), { token: 't' }],
  [
    'POST /invitation/accept',
    (api) => api.invitations.accept({ token: 't', name: 'A', email: 'a', password: 'b' }),
    { token: 't', name: 'A', email: 'a', password: 'b' },
  ],
  ['GET /deliveries', (api) => api.deliveries.list()],
  ['GET /refused-addresses', (api) => api.deliveries.refusedAddresses()],
  ['DELETE /refused-addresses/p1', (api) => api.deliveries.tryAgain('p1')],
  ['GET /me/mails', (api) => api.mailPreviews.list()],
  ['GET /traces', (api) => api.traces.list()],
  ['GET /traces/t', (api) => api.traces.read('t')],
  ['GET /failed-work', (api) => api.failedWork.list()],
  ['POST /failed-work/w/retry', (api) => api.failedWork.retry('w')],
  ['DELETE /failed-work/w', (api) => api.failedWork.discard('w')],
  ['GET /keys', (api) => api.keys.list()],
  [
    'POST /keys',
    (api) => api.keys.create({ name: 'CI', scopes: ['project.read'] }),
    { name: 'CI', scopes: ['project.read'] },
  ],
  ['DELETE /keys/k', (api) => api.keys.revoke('k')],
  ['GET /live', (api) => api.live.get()],
  ['PATCH /live', (api) => api.live.change({ enabled: false }), { enabled: false }],
  ['POST /live/token', (api) => api.live.token()],
  ['GET /search?q=a&limit=9', (api) => api.search.all({ q: 'a', limit: 9 })],
  ['GET /projects', (api) => api.projects.list()],
  ['GET /projects/p', (api) => api.projects.get('p')],
  ['POST /projects', (api) => api.projects.create({ name: 'N' }), { name: 'N' }],
  ['PATCH /projects/p', (api) => api.projects.change({ id: 'p', revision: 1 }, { name: 'N' }), { name: 'N' }],
  ['DELETE /projects/p', (api) => api.projects.remove('p')],
  ['POST /projects/p/restore', (api) => api.projects.restore('p')],
  ['POST /projects/p/duplicate', (api) => api.projects.duplicate('p')],
  ['POST /projects/p/archive', (api) => api.projects.archive('p')],
  ['POST /projects/p/reactivate', (api) => api.projects.reactivate('p')],
  ['POST /projects/p/publish', (api) => api.projects.publish('p', { mode: 'all' }), { mode: 'all' }],
  [
    'POST /projects/p/schedule',
    (api) => api.schedules.create('p', { wallTime: 't', timeZone: 'z' }),
    { wallTime: 't', timeZone: 'z' },
  ],
  [
    'PATCH /projects/p/schedule',
    (api) => api.schedules.change('p', { id: 's', revision: 1 }, { note: 'n' }),
    { note: 'n' },
  ],
  ['DELETE /projects/p/schedule', (api) => api.schedules.cancel('p', { id: 's', revision: 1 })],
  ['POST /projects/p/schedule/run', (api) => api.schedules.run('p', { id: 's', revision: 1 })],
  [
    'POST /content/c/versions/v/schedule',
    (api) => api.versionSchedules.create({ id: 'v', contentId: 'c' }, { wallTime: 't', timeZone: 'z' }),
    { wallTime: 't', timeZone: 'z' },
  ],
  [
    'PATCH /content/c/versions/v/schedule',
    (api) =>
      api.versionSchedules.change({ id: 'v', contentId: 'c' }, { id: 's', revision: 1 }, { note: 'n' }),
    { note: 'n' },
  ],
  [
    'DELETE /content/c/versions/v/schedule',
    (api) => api.versionSchedules.cancel({ id: 'v', contentId: 'c' }, { id: 's', revision: 1 }),
  ],
  [
    'POST /content/c/versions/v/schedule/run',
    (api) => api.versionSchedules.run({ id: 'v', contentId: 'c' }, { id: 's', revision: 1 }),
  ],
  ['GET /approval-rule', (api) => api.review.siteRule()],
  ['GET /projects/p/approval-rule', (api) => api.review.projectRule('p')],
  ['PATCH /approval-rule', (api) => api.review.changeSiteRule(1, { steps: null }), { steps: null }],
  [
    'PATCH /projects/p/approval-rule',
    (api) => api.review.changeProjectRule('p', 1, { steps: [] }),
    { steps: [] },
  ],
  ['GET /projects/p/items/i/review', (api) => api.review.ofItem('p', 'i')],
  ['GET /content/c/versions/v/review', (api) => api.review.ofVersion('c', 'v')],
  [
    'POST /decisions',
    (api) => api.review.decideMany({ decision: 'approve', reviewed: [] }),
    { decision: 'approve', reviewed: [] },
  ],
  [
    'POST /projects/p/items/i/decisions',
    (api) => api.review.decideItem('p', 'i', { decision: 'withdraw' }),
    { decision: 'withdraw' },
  ],
  [
    'POST /content/c/versions/v/decisions',
    (api) => api.review.decideVersion('c', 'v', { decision: 'withdraw' }),
    { decision: 'withdraw' },
  ],
  ['GET /projects/p/releases?limit=9', (api) => api.releases.list('p', { limit: 9 })],
  ['GET /projects/p/blockers?mode=all', (api) => api.releases.blockers('p')],
  ['GET /me/awaiting', (api) => api.awaiting.list()],
  ['PATCH /me/awaiting/mentions/c', (api) => api.awaiting.settleMention('c', { done: true }), { done: true }],
  [
    'GET /projects/p/activity?group=items&limit=9',
    (api) => api.activity.list('p', { group: 'items', limit: 9 }),
  ],
  ['GET /projects/p/tasks', (api) => api.tasks.list('p')],
  ['POST /projects/p/tasks', (api) => api.tasks.add('p', { title: 'T' }), { title: 'T' }],
  ['PATCH /projects/p/tasks/t', (api) => api.tasks.change('p', 't', { done: true }), { done: true }],
  ['POST /projects/p/tasks/t/move', (api) => api.tasks.move('p', 't', null), { before: null }],
  ['DELETE /projects/p/tasks/t', (api) => api.tasks.remove('p', 't')],
  ['POST /projects/p/tasks/t/restore', (api) => api.tasks.restore('p', 't')],
  ['GET /releases?personId=p&limit=9', (api) => api.releases.listAll({ personId: 'p', limit: 9 })],
  ['POST /releases/r/revert', (api) => api.releases.revert('r', { name: 'N' }), { name: 'N' }],
  ['GET /releases/r?cursor=x', (api) => api.releases.get('r', { cursor: 'x' })],
  ['GET /imports', (api) => api.imports.list()],
  ['POST /imports/i/undo', (api) => api.imports.undo('i')],
  ['GET /trash?q=x&kind=project', (api) => api.trash.list({ q: 'x', kind: 'project' })],
  ['DELETE /trash/content/c', (api) => api.trash.purgeContent('c')],
  ['DELETE /trash/projects/p', (api) => api.trash.purgeProject('p')],
  ['DELETE /content/c', (api) => api.content.remove('c')],
  ['POST /content/c/restore', (api) => api.content.restore('c')],
  ['GET /content/c/releases?cursor=x', (api) => api.content.releases('c', { cursor: 'x' })],
  ['GET /content/c/versions/v/blockers', (api) => api.content.versionBlockers('c', 'v')],
  [
    'POST /content/c/versions/v/publish',
    (api) => api.content.publishVersion({ contentId: 'c', id: 'v', revision: 1 }, { note: 'N' }),
    { note: 'N' },
  ],
  [
    'POST /content/c/versions/v/status',
    (api) => api.content.moveVersion({ contentId: 'c', id: 'v', revision: 1 }, { status: 'ready' }),
    { status: 'ready' },
  ],
  [
    'POST /content/c/versions/v/rebase',
    (api) => api.content.rebaseVersion({ contentId: 'c', id: 'v', revision: 1 }, { onto: null }),
    { onto: null },
  ],
  ['GET /projects/p/items', (api) => api.items.list('p')],
  ['GET /projects/p/references', (api) => api.items.referred('p')],
  [
    'POST /projects/p/items',
    (api) => api.items.add('p', { items: [{ contentId: 'c' }] }),
    { items: [{ contentId: 'c' }] },
  ],
  [
    'PATCH /projects/p/items/i',
    (api) => api.items.change('p', 'i', { status: 'ready' }),
    { status: 'ready' },
  ],
  [
    'PATCH /projects/p/items',
    (api) => api.items.changeMany('p', { itemIds: ['i'], status: 'ready' }),
    { itemIds: ['i'], status: 'ready' },
  ],
  [
    'POST /projects/p/items/i/rebase',
    (api) => api.items.rebase('p', { id: 'i', revision: 1 }, { onto: 'v' }),
    { onto: 'v' },
  ],
  ['DELETE /projects/p/items/i', (api) => api.items.remove('p', 'i')],
  ['POST /projects/p/items/remove', (api) => api.items.removeMany('p', ['i']), { itemIds: ['i'] }],
  ['POST /projects/p/items/restore', (api) => api.items.restore('p', ['i']), { itemIds: ['i'] }],
  [
    'GET /projects/p/comments?itemId=i&cursor=x&limit=9&around=a%2Cb',
    (api) => api.comments.list('p', { itemId: 'i', cursor: 'x', limit: 9, around: ['a', 'b'] }),
  ],
  ['GET /comments/c/thread?before=9', (api) => api.comments.thread('c', { before: 9 })],
  [
    'GET /content/c/comments?language=en&limit=9',
    (api) => api.comments.listOnText('c', { language: 'en', limit: 9 }),
  ],
  [
    'POST /content/c/comments',
    (api) => api.comments.createOnText('c', { body: 'B', language: 'en' }),
    { body: 'B', language: 'en' },
  ],
  ['GET /content/c/discussions?language=en', (api) => api.comments.discussions('c', 'en')],
  [
    'GET /projects/p/mentions?people=a%2Cb',
    (api) => api.comments.checkMentions('p', { people: ['a', 'b'], groups: [] }),
  ],
  [
    'GET /content/c/mentions?groups=g&language=en',
    (api) => api.comments.checkTextMentions('c', 'en', { people: [], groups: ['g'] }),
  ],
  [
    'POST /projects/p/comments',
    (api) => api.comments.create('p', { body: 'B', parentId: 'c' }),
    { body: 'B', parentId: 'c' },
  ],
  ['PATCH /comments/c', (api) => api.comments.change({ id: 'c', revision: 1 }, 'B'), { body: 'B' }],
  ['DELETE /comments/c', (api) => api.comments.remove({ id: 'c', revision: 1 })],
  ['POST /comments/c/restore', (api) => api.comments.restore('c')],
  ['POST /inbox/unread', (api) => api.inbox.markUnreadFrom('c'), { commentId: 'c' }],
  ['POST /threads/c/resolve', (api) => api.comments.resolve('c')],
  ['POST /threads/c/reopen', (api) => api.comments.reopen('c')],
  ['GET /comments/c/history', (api) => api.comments.history('c')],
  ['DELETE /comments/c/history/w', (api) => api.comments.removeEarlier('c', 'w')],
  [
    'PATCH /comments/c/reactions',
    (api) => api.comments.react('c', { emoji: '👍', reacted: true }),
    { emoji: '👍', reacted: true },
  ],
  ['GET /content?q=a&type=page', (api) => api.content.list({ q: 'a', type: 'page' })],
  ['GET /content/c', (api) => api.content.get('c')],
  [
    'POST /content',
    (api) => api.content.create({ type: 'page', language: 'en', title: 'T' }),
    { type: 'page', language: 'en', title: 'T' },
  ],
  ['GET /content/c/versions/v', (api) => api.content.version('c', 'v')],
  ['GET /content/titles?ids=c', (api) => api.content.titles(['c'])],
  ['GET /content/c/versions/v/references', (api) => api.content.references('c', 'v')],
  [
    'POST /content/c/versions',
    (api) => api.content.createVersion('c', { language: 'en' }),
    { language: 'en' },
  ],
  [
    'PATCH /content/c/versions/v',
    (api) => api.content.changeVersion({ contentId: 'c', id: 'v', revision: 1 }, { title: 'T' }),
    { title: 'T' },
  ],
  ['GET /content/c/versions/v/kept-texts', (api) => api.content.keptTexts('c', 'v')],
  ['GET /content/c/versions/v/kept-texts/k', (api) => api.content.keptText('c', 'v', 'k')],
  [
    'POST /content/c/versions/v/kept-texts',
    (api) => api.content.keepText('c', 'v', { title: 'T', body: 'B' }),
    { title: 'T', body: 'B' },
  ],
  ['GET /inbox?filter=unread&q=words', (api) => api.inbox.list({ filter: 'unread', q: 'words' })],
  ['GET /inbox/e/notifications', (api) => api.inbox.notifications('e')],
  ['PATCH /inbox/e', (api) => api.inbox.changeOne('e', { archived: true }), { archived: true }],
  [
    'PATCH /inbox',
    (api) => api.inbox.change({ entryIds: ['e'], read: true }),
    { entryIds: ['e'], read: true },
  ],
  ['POST /inbox/archive-all', (api) => api.inbox.archiveAll({ upToOffset: 7 }), { upToOffset: 7 }],
  [
    'POST /inbox/archive-all/undo',
    (api) => api.inbox.undoArchiveAll('2026-01-05T10:00:00.000Z'),
    { archivedAt: '2026-01-05T10:00:00.000Z' },
  ],
  ['GET /notifications?filter=unread', (api) => api.notifications.list({ filter: 'unread' })],
  ['GET /notifications/counts', (api) => api.notifications.counts()],
  ['PATCH /notifications/n', (api) => api.notifications.change('n', true), { read: true }],
  ['POST /notifications/read-all', (api) => api.notifications.readAll(7), { upToOffset: 7 }],
  ['POST /notifications/read-all', (api) => api.notifications.readAll(), {}],
  [
    'POST /notifications/read-all/undo',
    (api) => api.notifications.undoReadAll('2026-01-31T09:30:00.000Z'),
    { readAt: '2026-01-31T09:30:00.000Z' },
  ],
  ['POST /notifications/seen', (api) => api.notifications.seen(7), { upToOffset: 7 }],
  ['GET /preferences', (api) => api.preferences.list()],
  ['PATCH /preferences/mail', (api) => api.preferences.changeMail({ waitMinutes: 10 }), { waitMinutes: 10 }],
  [
    'PATCH /preferences/releases',
    (api) => api.preferences.change('releases', { channels: { inbox: false } }),
    { channels: { inbox: false } },
  ],
  ['GET /subscriptions', (api) => api.subscriptions.list()],
  [
    'PATCH /subscriptions/site',
    (api) => api.subscriptions.change('site', { level: 'muted' }),
    { level: 'muted' },
  ],
]

describe('the API', () => {
  it.each(calls)('%s', async (expected, call, body) => {
    const network = createFakeFetch()
    await call(createApi({ baseUrl: 'http://desk.example', fetch: network.fetch }))
    expect(network.asked).toHaveLength(1)
    const [asked] = network.asked
    expect(`${asked?.method} ${asked?.path.replace('/api/v1', '')}`).toBe(expected)
    expect(asked?.body).toEqual(body)
  })

  it('covers every method that there is', () => {
    const api = createApi({ fetch: createFakeFetch().fetch })
    const methods = Object.values(api).reduce((count, group) => count + Object.keys(group).length, 0)
    // read-all is called in two ways above.
    expect(calls).toHaveLength(methods + 1)
  })
})
