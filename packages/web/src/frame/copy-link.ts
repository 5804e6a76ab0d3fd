/** Puts a link to a place in the app into the clipboard and says so in a toast. */
import { basePath } from '../base-path.ts'
import { copyText } from '../browser/clipboard.ts'
import { showToast } from '../design/index.ts'

/** `path` is one of `paths.ts`. Where the browser does not allow copying, the toast shows the link. */
export async function copyLink(path: string): Promise<void> {
  const address = new URL(basePath + path, window.location.href).href
  const isCopied = await copyText(address)
  if (isCopied) showToast({ tone: 'info', title: 'Link copied' })
  else showToast({ tone: 'error', title: 'The browser did not allow copying the link', text: address })
}
