// What docx-preview shows of each document in Chromium: its text, and how many list items and rows.
//
// usage: node preview.mjs NODE_MODULES FOLDER; writes NAME.preview.json beside each NAME.docx.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createRequire } from 'node:module'

const [modules, folder] = process.argv.slice(2).map((path) => resolve(path))
const require = createRequire(join(modules, 'index.js'))
const { chromium } = require('playwright-core')
const scripts = ['jszip/dist/jszip.min.js', 'docx-preview/dist/docx-preview.min.js']

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking',
        '--disable-component-update', '--disable-sync'],
})
for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.docx')) continue
    const page = await browser.newPage()
    await page.setContent('<div id="document"></div>')
    for (const script of scripts) await page.addScriptTag({ path: join(modules, script) })
    const bytes = readFileSync(join(folder, name)).toString('base64')
    const seen = await page.evaluate(async (bytes) => {
        const data = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0))
        const place = document.getElementById('document')
        await docx.renderAsync(data, place, null, { renderHeaders: false, renderFooters: false })
        const count = (selector) => place.querySelectorAll(selector).length
        const texts = [...place.querySelectorAll('section.docx')].map((page) => page.innerText)
        return { text: texts.join('\n'), items: count('p[class*="docx-num-"]'), rows: count('tr') }
    }, bytes)
    writeFileSync(join(folder, name.replace(/\.docx$/, '.preview.json')), JSON.stringify(seen))
    await page.close()
}
await browser.close()
