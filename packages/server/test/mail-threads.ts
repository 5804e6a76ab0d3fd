/**
 * Which mails a mail program shows as one conversation: the REFERENCES algorithm of RFC 5256, written down from its text.
 * Dates are left out, since only who stands with whom is asked.
 */

/** What the algorithm looks at. Ids have their angle brackets. */
export interface ThreadedMail {
  messageId: string
  references: string
  inReplyTo: string
  subject: string
}

interface Container {
  id: string
  mail: ThreadedMail | undefined
  parent: Container | undefined
  children: Container[]
}

/** The ids of each conversation, in the order of the mails. */
export function threadsOf(mails: readonly ThreadedMail[]): string[][] {
  const containers = new Map<string, Container>()
  const containerOf = (id: string): Container => {
    const known = containers.get(id)
    if (known) return known
    const made: Container = { id, mail: undefined, parent: undefined, children: [] }
    containers.set(id, made)
    return made
  }
  // (1) Links by the References, or else the first In-Reply-To.
  for (const mail of mails) {
    const own = containerOf(mail.messageId)
    own.mail = mail
    const named = mail.references.match(/<[^<>]+>/g) ?? mail.inReplyTo.match(/<[^<>]+>/)?.slice(0, 1) ?? []
    const chain = named.map(containerOf)
    for (const [index, child] of chain.entries()) {
      const parent = chain[index - 1]
      if (parent && !child.parent && !isAbove(child, parent)) link(parent, child)
    }
    const last = chain.at(-1)
    if (own.parent) unlink(own)
    if (last && !isAbove(own, last)) link(last, own)
  }
  // (2) The root set, and (3) without those that are of no mail.
  const roots = [...containers.values()].filter(({ parent }) => !parent).flatMap((root) => pruned(root, true))
  // (5) Roots of one base subject are one conversation.
  const bySubject = Map.groupBy(roots, (root) => baseSubject(subjectOf(root)))
  const conversations = [...bySubject].flatMap(([subject, own]) =>
    subject === '' ? own.map((one) => [one]) : [own],
  )
  const order = new Map(mails.map(({ messageId }, index) => [messageId, index]))
  return conversations
    .map((own) => own.flatMap(mailsIn).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)))
    .sort((a, b) => (order.get(a[0] ?? '') ?? 0) - (order.get(b[0] ?? '') ?? 0))
}

function link(parent: Container, child: Container): void {
  child.parent = parent
  parent.children.push(child)
}

function unlink(child: Container): void {
  if (child.parent) child.parent.children = child.parent.children.filter((one) => one !== child)
  child.parent = undefined
}

function isAbove(above: Container, one: Container): boolean {
  for (let at: Container | undefined = one; at; at = at.parent) if (at === above) return true
  return false
}

/** Takes out what is of no mail; its children move up, to the root only where it is one alone. */
function pruned(container: Container, isRoot: boolean): Container[] {
  container.children = container.children.flatMap((child) => pruned(child, false))
  if (container.mail) return [container]
  if (container.children.length === 0) return []
  return isRoot && container.children.length > 1 ? [container] : container.children
}

function subjectOf({ mail, children }: Container): string {
  return mail?.subject ?? children[0]?.mail?.subject ?? ''
}

/** RFC 5256, section 2.1, as far as subjects of one language need it. */
function baseSubject(subject: string): string {
  let base = subject.replace(/\s+/g, ' ').trim()
  for (let before = ''; before !== base; ) {
    before = base
    base = base
      .replace(/\s*\(fwd\)$/i, '')
      .replace(/^(?:re|fwd?)\s*(?:\[[^\][]*\]\s*)?:\s*/i, '')
      .replace(/^\[[^\][]*\]\s*(?=\S)/, '')
  }
  return base.toLowerCase()
}

function mailsIn({ id, mail, children }: Container): string[] {
  return [...(mail ? [id] : []), ...children.flatMap(mailsIn)]
}
