/**
 * Carries hints between nodes: "this channel has a new publication", with the publication itself to spare the
 * journal a read. A hint may be lost, doubled or late; the journal is the truth, so that only costs time.
 */
import type { Publication } from '../journal/journal.ts'

export interface Announcement {
  channel: string
  /** Epoch of the journal's channel; empty for channels that no journal keeps (their offsets are 0). */
  epoch: string
  publications: Publication[]
}

export interface Broker {
  /**
   * Tells every node, this one included, of publications that are committed. Never throws, whatever a listener does:
   * a hint may be lost, a change that is committed may not be taken for failed.
   */
  publish(announcement: Announcement): void
  /** Calls back for each announcement until the returned function is called. */
  subscribe(listener: (announcement: Announcement) => void): () => void
  /** Sends a control message to one node, or to all of them (`nodeId` `*`), the sender included. Never throws. */
  sendToNode(nodeId: string, message: string): void
  /** Receives the control messages for this node. */
  receive(nodeId: string, listener: (message: string) => void): () => void
  close(): Promise<void>
}
