/**
 * Gives CodeMirror its own styles without a `<style>` element, which the content security policy refuses: as style
 * sheets made by script, which belong to the code that makes them.
 */
import { StyleModule } from 'style-mod'

const sheets = new Map<StyleModule, CSSStyleSheet>()

function sheetOf(styles: StyleModule): CSSStyleSheet {
  const known = sheets.get(styles)
  if (known !== undefined) return known
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles.getRules())
  sheets.set(styles, sheet)
  return sheet
}

/**
 * Call it before an editor is made. All of CodeMirror's styles go through this one function, which does the same by
 * itself in shadow roots, and asks elsewhere for a nonce, which a page that is the same for everybody has not.
 */
export function adoptStyles(): void {
  StyleModule.mount = (root, modules) => {
    const mounted = (Array.isArray(modules) ? modules : [modules]).map(sheetOf)
    const others = root.adoptedStyleSheets.filter((sheet) => !mounted.includes(sheet))
    root.adoptedStyleSheets = [...mounted, ...others]
  }
}
