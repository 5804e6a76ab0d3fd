/** Tests of mail: an app with a mail server beside it, people who write to each other, and a clock that passes the wait. */
import type { Comment, Id, Project } from '@copydesk/contract'
import type { Routes } from '../src/http/app.ts'
import type { Mailer } from '../src/mail/mailer.ts'
import { createPreviews } from '../src/notifications/mail/previews.ts'
import { createUnsubscribeRoutes } from '../src/notifications/mail/routes.ts'
import { preferenceRoutes } from '../src/notifications/preferences/routes.ts'
import { notificationRoutes } from '../src/notifications/routes.ts'
import { subscriptionRoutes } from '../src/notifications/subscriptions/routes.ts'
import type { Row } from '../src/storage/schema.ts'
import { call } from './desk.ts'
import { createDeskTest, type DeskTest } from './desk-test.ts'
import { type MailServer, mailSecret, type ReceivedMail, startMailServer } from './mail-server.ts'
import type { Caller } from './test-app.ts'

export interface MailTest extends DeskTest {
  server: MailServer
  project: Project
  /** A comment on the project; in a thread where `parentId` is given. */
  say(who: Caller, body: string, place?: { parentId?: Id; itemId?: Id }): Promise<Comment>
  /** Tells people in the app. */
  tell(): Promise<void>
  /** The wait passes, and mail is sent; gives what came. */
  mail(): Promise<ReceivedMail[]>
  /** What became of each mail, oldest first. */
  mails(): Promise<Row<'mails'>[]>
}

export const minute = 60_000

/** `routes`: of what else a test asks. */
export async function createMailTest(
  routes: readonly Routes[] = [],
  { isPreview = false }: { isPreview?: boolean } = {},
): Promise<MailTest> {
  const server = await startMailServer()
  const mailer: Mailer = { ...server.mailer }
  const test = await createDeskTest([notificationRoutes, preferenceRoutes, subscriptionRoutes, ...routes], {
    mailer,
    rootRoutes: [createUnsubscribeRoutes(mailSecret)],
  })
  const { runJobs, runFailingJobs, advance, storage } = test
  if (isPreview) mailer.transport = createPreviews(storage)
  const project = await test.desk.project('Spring')
  return {
    ...test,
    server,
    project,
    say: (who, body, place = {}) =>
      call(who, {
        method: 'POST',
        url: `/api/v1/projects/${project.id}/comments`,
        payload: { body, ...place },
      }),
    tell: runJobs,
    mail: async () => {
      const { length } = server.received
      await runJobs()
      advance(6 * minute)
      await runFailingJobs()
      return server.received.slice(length)
    },
    mails: () => storage.read((tx) => tx.selectFrom('mails').selectAll().orderBy('id').execute()),
  }
}

/** As people type it. */
export function mention({ id, name }: { id: Id; name: string }): string {
  return `@[${name}](person:${id})`
}
