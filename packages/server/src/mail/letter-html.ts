/**
 * A letter as HTML for mail programs: a table for those that know no other layout, styles on the elements for those that
 * drop the head, no pictures, no scripts, nothing fetched. In dark mode the classes take over, where they are understood.
 */
import { Html, html } from './html.ts'
import type { Letter, LetterEntry, LetterSection } from './letter.ts'

const font = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const ink = 'color:#1c1d21'
const faint = 'color:#5f626b'
/** A long word or address breaks rather than widen the page. */
const wrap = 'overflow-wrap:anywhere;word-break:break-word'

const head = new Html(`<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #16171a !important; }
  .sheet { background: #1f2024 !important; border-color: #34363d !important; }
  .ink { color: #ececf0 !important; }
  .faint { color: #a3a6b0 !important; }
  .quote { border-color: #464952 !important; }
  .button { background: #7c9cff !important; color: #10131c !important; }
  .rule { border-color: #34363d !important; }
  a.way { color: #a3b9ff !important; }
}
@media (max-width: 600px) {
  .edge { padding: 20px 16px !important; }
  .around { padding: 0 !important; }
  .sheet { border-radius: 0 !important; border-left: 0 !important; border-right: 0 !important; }
}
</style>`)

/** The whole document. */
export function htmlOf({ subject, preview, sections, button, because, ways }: Letter): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
${head}
</head>
<body class="page" style="margin:0;padding:0;background:#f3f3f5">
<div style="display:none;max-height:0;overflow:hidden">${preview}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f3f5">
<tr><td class="around" align="center" style="padding:24px 12px">
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #e2e3e8;border-radius:8px">
<tr><td class="edge" dir="auto" align="left" style="padding:28px 32px;${font};font-size:15px;line-height:1.5;text-align:start">
${sections.map(sectionHtml)}
<p style="margin:24px 0 0"><a class="button" href="${button.href}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#3355cc;color:#ffffff;font-weight:600;text-decoration:none">${button.label}</a></p>
<p class="faint rule" style="margin:28px 0 0;padding:16px 0 0;border-top:1px solid #e2e3e8;${faint};font-size:13px;${wrap}">${because}<br>
${joined(ways.map(({ label, href }) => html`<a class="way" href="${href}" style="color:#3355cc">${label}</a>`))}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`.text
}

function sectionHtml({ heading, href, place, context, entries, more }: LetterSection, index: number): Html {
  const gap = index === 0 ? '0' : '32px'
  return html`<h1 class="ink" style="margin:${gap} 0 0;${ink};font-size:18px;line-height:1.3;font-weight:600;${wrap}">${href === undefined ? heading : html`<a class="ink" href="${href}" style="${ink};text-decoration:none">${heading}</a>`}</h1>
${place === '' ? undefined : html`<p class="faint" style="margin:2px 0 0;${faint};font-size:13px;${wrap}">${place}</p>`}
${
  context &&
  html`<div class="quote" style="margin:16px 0 0;padding:0 0 0 12px;border-left:3px solid #d5d7de">
<p class="faint" style="margin:0;${faint};font-size:13px">${context.who} wrote</p>
<p class="faint" style="margin:2px 0 0;${faint};${wrap}">${lines(context.words)}</p>
</div>`
}
${entries.map(entryHtml)}
${more === '' ? undefined : html`<p class="faint" style="margin:8px 0 0;${faint};font-size:13px">${more}</p>`}`
}

/** Names and titles of any script keep to themselves, and times on one line. */
function entryHtml({ who, deed, at, words }: LetterEntry): Html {
  const time = html`<span class="faint" style="${faint};font-size:13px;white-space:nowrap">· <bdi>${at}</bdi></span>`
  return html`<p class="ink" style="margin:16px 0 0;${ink};${wrap}"><strong><bdi>${who}</bdi></strong> <bdi>${deed}</bdi> ${time}</p>
${words === '' ? undefined : html`<p class="ink" dir="auto" style="margin:4px 0 0;${ink};${wrap}">${lines(words)}</p>`}`
}

function lines(words: string): Html[] {
  return words.split(/\r\n?|\n/).map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))
}

function joined(parts: readonly Html[]): Html[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [html` · `, part]))
}
