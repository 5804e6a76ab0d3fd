/** The link of an invitation: its token is in the fragment, which browsers send to nobody. */
import { basePath } from '../base-path.ts'
import { paths } from '../paths.ts'

export function invitationLink(token: string): string {
  return `${location.origin}${basePath}${paths.invitation()}#${token}`
}
