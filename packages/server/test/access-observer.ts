/**
 * One person who looks everywhere all the time: each route, each channel, search and refusals. Notes whatever of a
 * private project comes to them while they are out of it: its words, or a command on it that is accepted.
 */
import { channels, type Id, parseChannel } from '@copydesk/contract'
import type { ApiCaller } from '@copydesk/testkit'
import { Centrifuge, type Subscription } from 'centrifuge'
import type { AccessLog } from './access-log.ts'

/** A private project, with a word that is in everything of it and nowhere else. */
export interface WatchedProject {
  id: Id
  word: string
  itemId: Id
  contentId: Id
  versionId: Id
  releaseId: Id
}

export interface AccessObserverOptions {
  url: string
  personId: Id
  log: AccessLog
  projects: readonly WatchedProject[]
  /** Of everybody. */
  publicProjectId: Id
  random: () => number
}

/** What lists say of how much there is. */
interface Counted {
  data: unknown[]
  nextCursor?: string | null
  total?: number
  counts?: { unread: number }
}

const unreadPath = '/notifications?filter=unread&limit=200'

export class AccessObserver {
  readonly faults: string[] = []
  /** How often words of private projects came to somebody who may be in them. */
  found = 0
  readonly personId: Id
  readonly #options: AccessObserverOptions
  #caller: ApiCaller | undefined
  #client: Centrifuge | undefined
  /** What comes later was sent after this moment. */
  #barrier = 0

  constructor(options: AccessObserverOptions) {
    this.#options = options
    this.personId = options.personId
  }

  /** Comes, or comes again after having been signed out. */
  signIn(caller: ApiCaller): void {
    this.#client?.disconnect()
    this.#caller = caller
    const url = `${this.#options.url.replace('http', 'ws')}/connection/websocket`
    const getToken = async () => (await caller.post<{ token: string }>('/live/token')).token
    const client = new Centrifuge(url, { getToken, minReconnectDelay: 5, maxReconnectDelay: 20 })
    this.#client = client
    for (const channel of this.#channels()) this.#follow(client, channel)
    client.connect()
  }

  stop(): void {
    this.#client?.disconnect()
  }

  /** Looks somewhere. */
  async look(): Promise<void> {
    const { random } = this.#options
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const one = pick(this.#options.projects)
    if (random() < 0.05) await this.#reconnect()
    else if (random() < 0.25) await this.#command(one, pick(this.#commandsOn(one)))
    else await this.#read(pick(this.#routesAbout(one)))
  }

  /** Looks everywhere. */
  async lookEverywhere(): Promise<void> {
    for (const one of this.#options.projects) {
      for (const path of this.#routesAbout(one)) await this.#read(path)
    }
  }

  /**
   * Tries to take along what they are out of, while nobody is let in: whoever is in would have it in a project of their
   * own by that, or in one of everybody.
   */
  async takeWhatIsClosed(): Promise<void> {
    for (const one of this.#options.projects) {
      if (!this.#isOut(one.id, this.#options.log.now())) continue
      await this.#command(one, ['POST', `/projects/${one.id}/duplicate`, {}])
      await this.#command(one, ['POST', `/releases/${one.releaseId}/revert`, {}])
      const { contentId, versionId } = one
      const items = [{ contentId, versionId }]
      await this.#command(one, ['POST', `/projects/${this.#options.publicProjectId}/items`, { items }])
    }
  }

  /** Resolves when the hub follows for this person no project that they are out of. */
  async letGo(): Promise<void> {
    const begun = this.#options.log.now()
    const client = this.#client
    if (client === undefined) return
    for (const { id, versionId } of this.#options.projects) {
      for (const channel of [channels.project(id), channels.here(id), channels.hereVersion(versionId, id)]) {
        const subscription = client.getSubscription(channel)
        while (
          this.#isOut(id, begun) &&
          subscription?.state === 'subscribed' &&
          client.state === 'connected'
        ) {
          await new Promise((resolve) => {
            subscription.once('unsubscribed', resolve)
            // Whoever comes again is asked anew.
            subscription.once('subscribing', resolve)
            client.once('disconnected', resolve)
          })
        }
      }
    }
    // An answer is behind all that was sent to this connection before.
    if (client.state !== 'connected') return
    await client.rpc('nothing', {}).catch(() => {})
    this.#barrier = begun
  }

  #isOut(projectId: Id, since: number): boolean {
    return this.#options.log.isOut(this.personId, projectId, since)
  }

  #channels(): string[] {
    const { projects, publicProjectId } = this.#options
    const own = projects.flatMap(({ id, contentId, versionId }) => [
      channels.project(id),
      channels.here(id),
      channels.hereVersion(versionId, id),
      channels.content(contentId),
    ])
    const shared = [channels.projects, channels.contentList, channels.people, channels.site]
    return [...own, ...shared, channels.project(publicProjectId), channels.person(this.personId)]
  }

  #follow(client: Centrifuge, channel: string): void {
    const subscription = client.newSubscription(channel)
    const { kind, id, projectId = id } = parseChannel(channel) ?? {}
    const isOfProject = kind === 'project' || kind === 'here' || kind === 'hereVersion'
    let since = 0
    subscription.on('subscribing', () => {
      since = this.#options.log.now()
    })
    subscription.on('subscribed', () => {
      if (isOfProject && projectId && this.#isOut(projectId, since))
        this.faults.push(`subscribed to ${channel}`)
    })
    subscription.on('publication', ({ data }) => {
      // The subscription itself ends within two seconds, which letGo() waits for.
      this.#hold(JSON.stringify(data), this.#barrier, `publication in ${channel}`)
    })
    // Who is there, of whom they would learn that somebody comes or goes.
    for (const met of ['join', 'leave'] as const) {
      subscription.on(met, () => {
        if (isOfProject && projectId && this.#isOut(projectId, this.#barrier)) {
          this.faults.push(`${met} in ${channel}`)
        }
      })
    }
    subscription.subscribe()
  }

  async #reconnect(): Promise<void> {
    const client = this.#client
    if (client === undefined) return
    client.disconnect()
    // As a tab does that tries again what was refused before.
    for (const subscription of Object.values(client.subscriptions()))
      (subscription as Subscription).subscribe()
    client.connect()
  }

  async #read(path: string): Promise<void> {
    const since = this.#options.log.now()
    const answer = await this.#send('GET', path)
    if (answer === undefined) return
    this.#hold(withoutQuestion(answer.text), since, `GET ${path} (${answer.status})`)
    if (answer.status === 200) this.#count(path, JSON.parse(answer.text))
  }

  /** What is counted is what is listed: a number tells of what is closed, too. */
  #count(path: string, { data, nextCursor, total, counts }: Counted): void {
    if (nextCursor !== null) return
    if (path === '/me/awaiting' && total !== data.length) this.#miscounted(path, total, data.length)
    if (path !== unreadPath) return
    const { unread = 0 } = counts ?? {}
    // Several are counted as one where they are about the same.
    if (unread > data.length || (unread === 0 && data.length > 0)) this.#miscounted(path, unread, data.length)
  }

  #miscounted(path: string, counted: number | undefined, listed: number): void {
    this.faults.push(`GET ${path} counts ${counted} and lists ${listed}`)
  }

  async #command({ id }: WatchedProject, [method, path, body]: [string, string, object]): Promise<void> {
    const since = this.#options.log.now()
    const answer = await this.#send(method, path, body)
    if (answer === undefined) return
    this.#hold(answer.text, since, `${method} ${path} (${answer.status})`)
    if (answer.status < 400 && this.#isOut(id, since)) {
      this.faults.push(`${method} ${path} was accepted (${answer.status})`)
    }
  }

  async #send(method: string, path: string, body?: object) {
    const answer = await this.#caller?.send(method, path, body, { 'if-match': '*' })
    return answer && { status: answer.status, text: await answer.text() }
  }

  #hold(text: string, since: number, where: string): void {
    for (const { id, word } of this.#options.projects) {
      if (!text.includes(word)) continue
      this.found += 1
      if (this.#isOut(id, since)) this.faults.push(`${where}: ${around(text, word)}`)
    }
  }

  #routesAbout({ id, word, itemId, contentId, versionId, releaseId }: WatchedProject): string[] {
    const project = `/projects/${id}`
    const content = `/content/${contentId}`
    const version = `${content}/versions/${versionId}`
    const changes = (channel: string) => `/changes?channel=${encodeURIComponent(channel)}&offset=0`
    return [
      '/projects',
      '/me/projects',
      '/me/awaiting',
      '/notifications',
      unreadPath,
      '/inbox',
      `/inbox?q=${word}`,
      '/content',
      '/people',
      '/groups',
      `/search?q=${word}`,
      `/search?q=${word.slice(0, 3)}`,
      project,
      ...['items', 'comments', 'activity', 'releases', 'blockers', 'tasks', 'members', 'schedule'].map(
        (part) => `${project}/${part}`,
      ),
      `${project}/approval-rule`,
      `${project}/references?q=${word}`,
      `${project}/items/${itemId}/review`,
      content,
      `/content/titles?ids=${contentId}`,
      `${content}/releases`,
      `${content}/discussions`,
      version,
      ...['review', 'references', 'blockers', 'kept-texts', 'schedule'].map((part) => `${version}/${part}`),
      `/releases/${releaseId}`,
      `/projects/${this.#options.publicProjectId}/items`,
      `/projects/${this.#options.publicProjectId}/activity`,
      ...this.#channels().map(changes),
    ]
  }

  #commandsOn(one: WatchedProject): [string, string, object][] {
    const { id, itemId, contentId, versionId } = one
    const project = `/projects/${id}`
    const version = `/content/${contentId}/versions/${versionId}`
    return [
      ['POST', `${project}/comments`, { body: 'Words' }],
      ['PATCH', project, { description: `Of ${one.word}` }],
      ['PATCH', `${project}/items`, { itemIds: [itemId], status: 'in_review' }],
      ['PATCH', `${project}/items/${itemId}`, { assigneeId: this.personId }],
      ['POST', `${project}/tasks`, { title: `A task of ${one.word}` }],
      ['POST', `${project}/publish`, { mode: 'all' }],
      ['POST', `${project}/items/${itemId}/decisions`, { decision: 'withdraw' }],
      ['POST', `${project}/members`, { id: this.personId, kind: 'person', role: 'viewer' }],
      ['PATCH', version, { title: `Title of ${one.word}` }],
      ['POST', `${version}/status`, { status: 'in_review' }],
      ['POST', `${version}/publish`, {}],
      ['POST', `${version}/rebase`, { onto: null }],
    ]
  }
}

/** An answer repeats what was searched for, which whoever asks knows. */
function withoutQuestion(answer: string): string {
  return answer.replace(/"q":"[^"]*"/, '')
}

function around(text: string, word: string): string {
  const at = text.indexOf(word)
  return text.slice(Math.max(0, at - 160), at + 80)
}
