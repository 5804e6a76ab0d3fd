// @vitest-environment happy-dom
import { parseComment, printComment } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { documentOfHtml } from './document-of-html.ts'
import { markdownOfHtml } from './markdown-of-html.ts'

/** A paragraph as Word writes the items of its lists. */
function wordItem(sign: string, level: number, words: string, indent?: number): string {
  const margin = indent === undefined ? '' : `margin-left:${indent}.0pt;`
  const signed = `<span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span>`
  return `<p class=MsoListParagraph style='${margin}mso-list:l0 level${level} lfo1'>${signed}${words}<o:p></o:p></p>`
}

/** As Word in a browser does. */
function webWordItem(name: 'ul' | 'ol', level: number, words: string, start = 1): string {
  const item = `<li aria-level="${level}" data-aria-level="${level}"><p><span>${words}</span></p></li>`
  return `<div class="ListContainerWrapper"><${name} start="${start}">${item}</${name}></div>`
}

describe('pasted HTML', () => {
  it.each([
    ['marks', '<p>a <b>bold</b> <em>word</em> and <s>gone</s></p>', 'a **bold** *word* and ~~gone~~'],
    ['links', '<a href="https://a.example/x?b=1">the page</a>', '[the page](https://a.example/x?b=1)'],
    ['lists', '<ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>', '- one\n- two\n\n  - deep'],
    ['numbered lists', '<ol start="3"><li>c</li><li>d</li></ol>', '3. c\n4. d'],
    ['a list beside its items', '<ul><li>one</li><ul><li>in</li></ul></ul>', '- one\n\n  - in'],
    ['tasks', '<ul><li><input type="checkbox" checked> done</li></ul>', '- [x] done'],
    ['quotes', '<blockquote><p>a</p><p>b</p></blockquote><p>c</p>', '> a\n>\n> b\n\nc'],
    ['code', '<p>use <code>a*b</code></p>', 'use `a*b`'],
    [
      'blocks of code',
      '<pre><code class="language-ts">let a\n  = 1\n</code></pre>',
      '```ts\nlet a\n  = 1\n```',
    ],
    ['headings', '<h2>Title</h2><p>text</p>', '**Title**\n\ntext'],
    ['line breaks', '<p>a<br>  <b>b</b></p>', 'a\n**b**'],
    [
      'what Google Docs makes',
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">strong</span> not</p></b>',
      '**strong** not',
    ],
    [
      'the lists of Word',
      '<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp; </span></span>one</p><p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>two<o:p></o:p></p>',
      '- one\n- two',
    ],
    [
      'the levels of Word',
      [
        wordItem('1.', 1, 'one'),
        wordItem('a)', 2, 'within'),
        wordItem('o', 3, 'deeper'),
        wordItem('b)', 2, 'beside'),
        wordItem('2.', 1, 'two'),
      ].join(''),
      '1. one\n\n   1. within\n\n      - deeper\n   2. beside\n2. two',
    ],
    [
      'levels of Word that are left out, and another list after them',
      [wordItem('·', 1, 'one'), wordItem('·', 3, 'deep'), wordItem('1.1', 1, 'other')].join(''),
      '- one\n\n  - deep\n\n1. other',
    ],
    [
      'a list of Word that begins deep, and words after it',
      `${wordItem('·', 2, 'one')}${wordItem('·', 1, 'two')}<p>text</p>${wordItem('·', 2, 'anew')}`,
      '- one\n- two\n\ntext\n\n- anew',
    ],
    [
      'what was indented by hand in Word',
      [wordItem('·', 1, 'one', 36), wordItem('·', 1, 'in', 72), wordItem('·', 1, 'two', 36)].join(''),
      '- one\n\n  - in\n- two',
    ],
    [
      'the levels of Word in a browser',
      [webWordItem('ul', 1, 'one'), webWordItem('ul', 2, 'in'), webWordItem('ul', 1, 'two')].join(''),
      '- one\n\n  - in\n- two',
    ],
    [
      'numbers of Word in a browser',
      [webWordItem('ol', 1, 'one', 3), webWordItem('ul', 2, 'in'), webWordItem('ol', 1, 'two', 4)].join(''),
      '3. one\n\n   - in\n4. two',
    ],
    [
      'lists that Word has both marks for',
      '<ul><li><p style="mso-list: l0 level1 lfo1">one</p></li><li><p>two</p><p>more</p></li></ul>',
      '- one\n- two\n\n  more',
    ],
    [
      'headings in a list of Word',
      '<h1 style="mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">1.</span>one</h1>',
      '1. one',
    ],
    [
      'tables as lines',
      '<table><tr><td>a</td><td>b</td></tr><tr><td colspan=2><b>c</b></td></tr></table><hr>',
      'a | b\n\nc\n\n___',
    ],
    ['signs as they are', '<p><i>x</i> 2*3*4 [a](b) # not</p>', '*x* 2\\*3\\*4 \\[a\\](b) # not'],
  ])('keeps %s', (_, html, markdown) => {
    expect(markdownOfHtml(html)).toBe(markdown)
  })

  it.each([
    '<p>only words</p>',
    '<div>two</div><div>lines</div>',
    '<span style="color:red">red</span>',
    '<table><tr><td>a</td></tr></table>',
    '',
    '<p></p>',
    'x'.repeat(500_001),
  ])('%# is pasted as its words where it is no more than that', (html) => {
    expect(markdownOfHtml(html)).toBeNull()
  })

  it.each([
    '<script>alert(1)</script>',
    '<style>b{}</style>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><text>alert</text></svg>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)"></a>',
    '<a href=" jAvascript:alert(1)"></a>',
    '<a href="data:text/html,alert"></a>',
    '<math><mtext><a href="javascript:alert(1)"></a></mtext></math>',
    '<template><b>alert</b></template>',
    '<p hidden>alert</p><p style="display: none">alert</p>',
    '<object data="javascript:alert(1)"></object>',
    '<noscript><b>alert</b></noscript>',
    '<form action="javascript:alert(1)"><button>alert</button></form>',
  ])('takes nothing over that could run or is not shown: %s', (vector) => {
    expect(markdownOfHtml(`<p><b>words</b></p>${vector}`) ?? '').toBe('**words**')
  })

  it('reads of cells, and of what is too deep, what is shown, word by word', () => {
    const cells = '<td>a<style>.x{}</style><i hidden>h</i></td><td><p>b</p>c<br>d<script>e()</script></td>'
    const deep = `${'<div>'.repeat(120)}<p>f</p>g<style>.y{}</style>${'</div>'.repeat(120)}`
    expect(markdownOfHtml(`<b>t</b><table><tr>${cells}</tr></table>${deep}`)).toBe(
      '**t**\n\na | b c d\n\nf g',
    )
  })

  it('is read in a moment where a style says the same thousands of times', () => {
    const span = document.createElement('span')
    span.setAttribute('style', 'text-decoration '.repeat(31_000))
    span.append('a')
    const body = document.createElement('div')
    body.append(span)
    const from = performance.now()
    expect(documentOfHtml(body)).toHaveLength(1)
    // Without a bound it took nearly two minutes.
    expect(performance.now() - from).toBeLessThan(5_000)
  })

  it('makes no link of what is none, and keeps its words', () => {
    for (const href of ['javascript:alert(1)', 'vbscript:x', 'file:///etc', '//a.example', 'x y', '']) {
      expect(markdownOfHtml(`<b>a</b> <a href="${href}">b</a>`)).toBe('**a** b')
    }
  })

  it('is bounded in depth and reads back as it was meant', () => {
    const deep = (tag: string, count: number) => `${`<${tag}>`.repeat(count)}x`
    const levels = Array.from({ length: 60 }, (_, at) => wordItem('·', (at % 9) + 1, 'x', at * 20)).join('')
    for (const html of [
      levels,
      deep('blockquote', 300),
      deep('ul><li', 200),
      deep('b', 300),
      deep('div', 300),
    ]) {
      const body = new DOMParser().parseFromString(html, 'text/html').body
      const document = documentOfHtml(body)
      expect(JSON.stringify(document)).toContain('x')
      expect(parseComment(printComment(document))).toEqual(document)
    }
  })
})
