/**
 * Where the links of mails end mail (RFC 8058). A mail program posts without a session; a person who opens the link is asked
 * first, since programs that look into mails open what they find.
 */
import type { DigestPeriod } from '@copydesk/contract'
import { mailPreviews as operations } from '@copydesk/contract/operations'
import { systemActor } from '../../command/system-actor.ts'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { type Html, html } from '../../mail/html.ts'
import { type Unsubscribe, UnsubscribeLinks, unsubscribePath } from '../../mail/unsubscribe-links.ts'
import { basePathOf } from '../../settings/base-path.ts'
import type { Tx } from '../../storage/storage.ts'
import { endMail, type Wanted } from './end-mail.ts'
import { readMailPreview, readMailPreviews } from './previews.ts'

/** Forms of some bytes. */
const bodyLimit = 10_000

/** `secret` signed the links. */
export function createUnsubscribeRoutes(secret: string): Routes {
  const links = new UnsubscribeLinks(secret)
  return (root, { settings, storage, runner }) => {
    const home = `${basePathOf(settings)}/`
    void root.register(async (app) => {
      // What the form says changes nothing: the link says it all. Mail programs send it in one of two ways.
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
        app.addContentTypeParser(type, { parseAs: 'string', bodyLimit }, (_request, body, done) =>
          done(null, body),
        )
      }
      const readLink = (query: unknown) => {
        const { token } = query as { token?: unknown }
        return typeof token === 'string' ? links.read(token) : undefined
      }
      app.get(unsubscribePath, async (request, reply) => {
        const link = readLink(request.query)
        const title = link && (await storage.read((tx) => titleOf(tx, link)))
        reply
          .code(link ? 200 : 404)
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
        return link
          ? page('End this mail?', asking(link, title))
          : page('This link ends no mail', unknown(home))
      })
      app.post(unsubscribePath, { bodyLimit }, async (request, reply) => {
        const link = readLink(request.query)
        const wanted = wantedBy(String(request.body ?? ''))
        const before = link ? (await runner.run({ actor: systemActor }, endMail(link, wanted))).body : null
        reply
          .code(before === null ? 404 : 200)
          .header('cache-control', 'no-store')
          .type('text/html; charset=utf-8')
        if (!link || before === null) return page('This link ends no mail', unknown(home))
        return page(wanted === 'none' ? 'Done' : 'You are mailed again', done(link, wanted, before, home))
      })
    })
  }
}

/** What the demo would have mailed. */
export const mailPreviewRoutes: Routes = (app, { storage }) => {
  app.get('/me/mails', routeOf(operations.listMailPreviews), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readMailPreviews(tx, person))
  })

  app.get('/me/mails/:id', routeOf(operations.readMailPreview), async (request, reply) => {
    const person = requirePerson(request)
    const page = await storage.read((tx) => readMailPreview(tx, person, request.params.id))
    // Its styles stand in it, as in every mail; there is nothing else that it may do.
    reply.header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
    return reply.type('text/html; charset=utf-8').send(page)
  })
}

/** What the mails of the thread were called, which whoever has the link has read. */
async function titleOf(tx: Tx, { personId, what }: Unsubscribe): Promise<string | undefined> {
  if (what === 'digest') return undefined
  const row = await tx
    .selectFrom('mails')
    .select('title')
    .where('person_id', '=', personId)
    .where('thread_key', '=', what)
    .where('title', 'is not', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.title ?? undefined
}

function nameOf({ what }: Unsubscribe, title: string | undefined): Html {
  if (what === 'digest') return html`the digest`
  return title === undefined ? html`this thread` : html`<strong dir="auto">${title}</strong>`
}

function asking(link: Unsubscribe, title: string | undefined): Html {
  return html`<p>You get no more mail about ${nameOf(link, title)}. In the app you are told as before.</p>
<form method="post"><button style="${button}">End this mail</button></form>`
}

/** By the button that was pressed; by a mail program none. */
function wantedBy(form: string): Wanted {
  const [, again] = /\bagain=(thread|daily|weekly)\b/.exec(form) ?? []
  return again === undefined ? 'none' : (again as Wanted)
}

function done(link: Unsubscribe, wanted: Wanted, before: DigestPeriod, home: string): Html {
  const isDigest = link.what === 'digest'
  const isEnded = wanted === 'none'
  const what = isDigest ? 'digest' : 'mail about it'
  const again = !isDigest ? 'thread' : before === 'weekly' ? 'weekly' : 'daily'
  const said = isEnded ? `You get no more ${what}.` : `You get the ${what} again.`
  return html`<p>${said}</p>
${isEnded ? html`<form method="post"><button name="again" value="${again}" style="${button}">Mail me again</button></form>` : undefined}
<p><a href="${home}profile" style="color:inherit">What you are mailed</a></p>`
}

function unknown(home: string): Html {
  return html`<p>It is incomplete, or of another installation. Your profile says what you are mailed.</p>
<p><a href="${home}profile" style="color:inherit">What you are mailed</a></p>`
}

const button =
  'font:inherit;padding:10px 18px;border:0;border-radius:6px;background:#3355cc;color:#fff;font-weight:600;cursor:pointer'

/** Without scripts or style sheets: it is opened from anywhere, by anything. */
function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en" style="color-scheme:light dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – Copydesk</title>
</head>
<body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:480px;margin:15vh auto 0;padding:0 16px">
<main>
<h1 style="font-size:20px">${title}</h1>
${body}
</main>
</body>
</html>
`.text
}
