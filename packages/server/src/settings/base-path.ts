/** The path that everything of this server is below, for deployments beside other things on one host. */
import type { Settings } from './settings.ts'

/** Such as `/copydesk`, without a slash at its end; empty where Copydesk has the host to itself. */
export function basePathOf({ publicUrl }: Pick<Settings, 'publicUrl'>): string {
  return publicUrl?.pathname.replace(/\/$/, '') ?? ''
}

/** The address that people open, with its path and without a slash at its end; undefined where no setting says it. */
export function siteOf({ publicUrl }: Pick<Settings, 'publicUrl'>): string | undefined {
  return publicUrl?.href.replace(/\/$/, '')
}
