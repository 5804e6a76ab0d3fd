/** What is embedded must be live: checked where a text goes live, and where what it embeds is taken down. */
import type { Blocker, BlockerList, ContentState, CreatedContent, Id, ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createDeskTest, type DeskTest, unknownId } from '../../../test/desk-test.ts'

async function setUp() {
  const test = await createDeskTest()
  const { desk, send, storage } = test
  const box = await desk.content({ type: 'block', title: 'Box' })
  const embed = ({ content }: CreatedContent) => `![](content:${content.id})`
  const link = ({ content }: CreatedContent) => `[there](content:${content.id})`
  const page = (body: string, title = 'Offer') => desk.content({ title, body })
  /** A project of one's own with these, ready. */
  const bundle = async (...all: (CreatedContent | { content: { id: Id }; action: 'unpublish' })[]) => {
    const project = await desk.project()
    const items: ProjectItem[] = []
    for (const one of all) {
      const action = 'action' in one ? { action: one.action } : {}
      items.push(...(await desk.add(project.id, { contentId: one.content.id, ...action })))
    }
    await desk.move(project.id, items, 'in_review', 'ready')
    return { ...project, items }
  }
  const publish = (id: Id, payload: object = {}) =>
    send('POST', `/projects/${id}/publish`, { mode: 'all', ...payload })
  const live = async (...all: Parameters<typeof bundle>) => {
    const answer = await publish((await bundle(...all)).id)
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }
  const down = (one: CreatedContent) => ({ content: one.content, action: 'unpublish' as const })
  /** What is live and embeds something that is not. */
  const torn = () =>
    storage.read(async (tx) => {
      const live = await tx
        .selectFrom('versions')
        .select('content_id')
        .where('status', '=', 'published')
        .execute()
      const embeds = await tx
        .selectFrom('version_references as reference')
        .innerJoin('versions as version', 'version.id', 'reference.version_id')
        .select('reference.target_id')
        .where('version.status', '=', 'published')
        .where('reference.kind', '=', 'embed')
        .execute()
      const isLive = new Set(live.map((row) => row.content_id))
      return embeds.filter((row) => !isLive.has(row.target_id))
    })
  return { ...test, box, embed, link, page, bundle, publish, live, down, torn }
}

const reasonsOf = (answer: Awaited<ReturnType<DeskTest['send']>>) => [
  answer.statusCode,
  ...(answer.json<{ blockers?: Blocker[] }>().blockers ?? []).map(
    ({ reason, title }) => `${title}: ${reason}`,
  ),
]

describe('what goes live', () => {
  it('is blocked by an embed that is not live, whoever can lift it is told, and going together lifts it', async () => {
    const { desk, get, box, embed, page, bundle, publish, people } = await setUp()
    const project = await bundle(await page(embed(box)))
    const refused = await publish(project.id)
    expect(reasonsOf(refused)).toEqual([409, 'Offer: embed_not_live'])
    expect(refused.json().detail).toContain('"Offer" embeds "Box", which is not live')
    const { data } = await get<BlockerList>(`/projects/${project.id}/blockers`)
    expect(data).toMatchObject([
      {
        itemId: project.items[0]?.id,
        reference: { contentId: box.content.id, title: 'Box' },
        lift: { step: 'add', roles: ['admin', 'editor'], people: [people.ben.id] },
      },
    ])
    await desk.move(
      project.id,
      await desk.add(project.id, { contentId: box.content.id }),
      'in_review',
      'ready',
    )
    expect((await publish(project.id)).statusCode).toBe(200)
  })

  it('is blocked too where the ready ones go alone, and what it embeds stays behind', async () => {
    const { desk, box, embed, page, bundle, publish } = await setUp()
    const project = await bundle(await page(embed(box)))
    await desk.add(project.id, { contentId: box.content.id })
    expect(reasonsOf(await publish(project.id, { mode: 'ready' }))).toEqual([409, 'Offer: embed_not_live'])
    expect(reasonsOf(await publish(project.id))).toEqual([409, 'Box: not_ready'])
  })

  it('may link to anything: that is shown beforehand, and blocks nothing', async () => {
    const { get, box, link, page, bundle, publish } = await setUp()
    const project = await bundle(await page(`${link(box)} [gone](content:${unknownId})`))
    const { data, warnings } = await get<BlockerList>(`/projects/${project.id}/blockers`)
    expect(data).toEqual([])
    expect(warnings.map(({ reason, reference }) => [reason, reference.title])).toEqual([
      ['link_not_live', null],
      ['link_not_live', 'Box'],
    ])
    expect((await publish(project.id)).statusCode).toBe(200)
  })

  it('is blocked by what is not there at all', async () => {
    const { page, bundle, publish } = await setUp()
    const project = await bundle(await page(`![](content:${unknownId})`))
    expect(reasonsOf(await publish(project.id))).toEqual([409, 'Offer: embed_not_live'])
  })

  it('is held to the same where a version goes by itself', async () => {
    const { get, send, box, embed, page, live } = await setUp()
    const { version } = await page(embed(box))
    const path = `/content/${version.contentId}/versions/${version.id}`
    for (const status of ['in_review', 'ready']) await send('POST', `${path}/status`, { status })
    expect((await get<BlockerList>(`${path}/blockers`)).data).toMatchObject([{ reason: 'embed_not_live' }])
    expect(reasonsOf(await send('POST', `${path}/publish`, {}))).toEqual([409, 'Offer: embed_not_live'])
    await live(box)
    expect((await send('POST', `${path}/publish`, {})).statusCode).toBe(200)
  })

  it('may embed what is live in another language only, not what was taken down in its own', async () => {
    const { desk, box, embed, bundle, publish, live, down, send } = await setUp()
    await live(box)
    const swedish = await desk.content({ title: 'Erbjudande', language: 'sv', body: embed(box) })
    expect((await publish((await bundle(swedish)).id)).statusCode).toBe(200)
    await send('POST', `/content/${box.content.id}/versions`, { language: 'sv' })
    const next = await send('POST', `/content/${swedish.content.id}/versions`, { language: 'sv' })
    expect(next.statusCode).toBe(201)
    const both = await bundle(down(box))
    expect(reasonsOf(await publish(both.id))).toEqual([409, 'Box: embedded_live'])
  })
})

describe('what is taken down', () => {
  it('is held by what is live and embeds it, until that goes too or goes on without it', async () => {
    const { desk, send, get, box, embed, page, bundle, publish, live, down } = await setUp()
    const offer = await page(embed(box))
    await live(offer, box)
    const project = await bundle(down(box))
    const refused = await publish(project.id)
    expect(reasonsOf(refused)).toEqual([409, 'Box: embedded_live'])
    expect(refused.json().blockers).toMatchObject([
      { reference: { contentId: offer.content.id, title: 'Offer' }, lift: { step: 'take_out' } },
    ])
    const draft = await send('POST', `/content/${offer.content.id}/versions`, { language: 'en' })
    const path = `/content/${offer.content.id}/versions/${draft.json().id}`
    await send('PATCH', path, { body: 'Without' }, { 'if-match': '"1"' })
    await desk.move(
      project.id,
      await desk.add(project.id, { contentId: offer.content.id }),
      'in_review',
      'ready',
    )
    expect((await publish(project.id)).statusCode).toBe(200)
    const { languages } = await get<ContentState>(`/content/${box.content.id}`)
    expect(languages[0]?.publishedNumber).toBeNull()
  })

  it('goes together with what embeds it, and with what embeds it in a circle', async () => {
    const { send, box, embed, page, bundle, publish, live, down } = await setUp()
    const offer = await page(embed(box))
    const path = `/content/${box.content.id}/versions/${box.version.id}`
    await send('PATCH', path, { body: embed(offer) }, { 'if-match': '"1"' })
    await live(offer, box)
    expect((await publish((await bundle(down(offer), down(box))).id)).statusCode).toBe(200)
  })

  it('is held by what is live, whatever a newer draft of that says', async () => {
    const { send, box, embed, page, bundle, publish, live, down } = await setUp()
    const offer = await page(embed(box))
    await live(offer, box)
    const draft = await send('POST', `/content/${offer.content.id}/versions`, { language: 'en' })
    const path = `/content/${offer.content.id}/versions/${draft.json().id}`
    await send('PATCH', path, { body: 'Without' }, { 'if-match': '"1"' })
    expect(reasonsOf(await publish((await bundle(down(box))).id))).toEqual([409, 'Box: embedded_live'])
  })

  it('is only warned of where something live links to it', async () => {
    const { get, box, link, page, bundle, publish, live, down } = await setUp()
    await live(await page(link(box)), box)
    const project = await bundle(down(box))
    const { data, warnings } = await get<BlockerList>(`/projects/${project.id}/blockers`)
    expect([data, warnings]).toMatchObject([[], [{ reason: 'linked_live', reference: { title: 'Offer' } }]])
    expect((await publish(project.id)).statusCode).toBe(200)
  })
})

describe('many who publish and take down at once', () => {
  it('never leave something live that embeds what is not', async () => {
    const { box, embed, page, bundle, publish, live, down, torn } = await setUp()
    for (let round = 0; round < 3; round += 1) {
      const offers = await Promise.all([1, 2, 3, 4].map((n) => page(embed(box), `Offer ${round}.${n}`)))
      await live(box)
      const out = await bundle(down(box))
      const going = await Promise.all(offers.map((offer) => bundle(offer)))
      const answers = await Promise.all([...going, out].map(({ id }) => publish(id)))
      expect(await torn()).toEqual([])
      const isDown = answers.at(-1)?.statusCode === 200
      const published = answers.slice(0, -1).filter(({ statusCode }) => statusCode === 200)
      expect(published).toHaveLength(isDown ? 0 : 4)
      if (!isDown) return
    }
  })

  it('where two texts embed each other, let neither out alone, and both together', async () => {
    const { send, box, embed, page, bundle, publish, torn } = await setUp()
    const offer = await page(embed(box))
    const path = `/content/${box.content.id}/versions/${box.version.id}`
    await send('PATCH', path, { body: embed(offer) }, { 'if-match': '"1"' })
    const alone = await Promise.all([bundle(offer), bundle(box)])
    const answers = await Promise.all(alone.map(({ id }) => publish(id)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([409, 409])
    expect(await torn()).toEqual([])
  })
})
