/** Endpoints of the mails that the demo would have sent. */
import type { MailPreviews } from '@copydesk/contract'
import type { CallOptions, Transport } from '../../http/transport.ts'

export function createMailPreviewsApi({ get }: Transport) {
  return { list: (call?: CallOptions) => get<MailPreviews>('/me/mails', {}, call) }
}
