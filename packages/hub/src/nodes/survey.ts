/**
 * Asks every node what only it knows (its channels, its figures) and gathers the answers. A node that does not
 * answer in time is left out.
 */
import type { Environment } from '../environment.ts'
import type { NodeMessage } from './node-messages.ts'

/** What a node says about itself. */
export interface NodeInfo {
  uid: string
  name: string
  version: string
  num_clients: number
  num_users: number
  num_subs: number
  num_channels: number
  /** Seconds since it started. */
  uptime: number
}

export interface NodeReport {
  info: NodeInfo
  /** Connections by channel. */
  channels: Record<string, number>
}

export interface SurveyLinks {
  peers(): string[]
  report(): NodeReport
  tellNode(node: string, message: NodeMessage): void
}

/** How long the other nodes may take to answer. */
const answerTimeoutMs = 1_000

interface Asked {
  missing: Set<string>
  reports: NodeReport[]
  settle: () => void
}

export class Survey {
  readonly #links: SurveyLinks
  readonly #environment: Pick<Environment, 'after' | 'newId'>
  readonly #asked = new Map<string, Asked>()

  constructor(links: SurveyLinks, environment: Pick<Environment, 'after' | 'newId'>) {
    this.#links = links
    this.#environment = environment
  }

  /** Reports of all nodes, this one first. */
  async ask(): Promise<NodeReport[]> {
    const own = this.#links.report()
    const missing = new Set(this.#links.peers())
    if (missing.size === 0) return [own]
    const id = this.#environment.newId()
    const reports = [own]
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        cancel()
        this.#asked.delete(id)
        resolve()
      }
      const cancel = this.#environment.after(answerTimeoutMs, settle)
      this.#asked.set(id, { missing, reports, settle })
      for (const node of [...missing]) this.#links.tellNode(node, { type: 'report_wanted', id })
    })
    return reports
  }

  /** Another node asks. */
  wanted(from: string, id: string): void {
    this.#links.tellNode(from, { type: 'report', id, report: this.#links.report() })
  }

  /** Another node answers. */
  answered(from: string, id: string, report: NodeReport): void {
    const asked = this.#asked.get(id)
    if (!asked?.missing.delete(from)) return
    asked.reports.push(report)
    if (asked.missing.size === 0) asked.settle()
  }
}
