// The YAML test suite against the loader: cases that are no YAML must be refused as such, and no
// valid one may be. What differs is listed in yaml-cases.txt, each with its reason; a difference
// that is not listed, or one that is listed and gone, is a failure.
//
// node yaml-cases.mjs PROGRAM SUITE FOLDER: SUITE is the package's folder, FOLDER is written into.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [program, suite, folder] = process.argv.slice(2)
const { default: files } = await import(pathToFileURL(join(resolve(suite), 'index.js')))
mkdirSync(folder, { recursive: true })

// Each case as a file of its own; the first of a file is called by the file's name alone.
const cases = files.flatMap(({ id, filename, cases }) =>
  cases.map(({ yaml, fail }, index) => {
    const name = index ? `${id ?? filename.replace('.yaml', '')}/${index}` : (id ?? filename.replace('.yaml', ''))
    const file = join(folder, `${name.replace('/', '-')}.yaml`)
    writeFileSync(file, yaml)
    return { name, file, isValid: !fail }
  }),
)

let output
try {
  const paths = cases.map(({ file }) => file)
  output = execFileSync(program, ['check', '--quiet', '--message-format', 'json', ...paths], {
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
} catch (error) {
  // No case is a report, so the program ends with status 1.
  if (error.status !== 1) throw error
  output = error.stdout
}
const codes = new Map(cases.map(({ file }) => [file, new Set()]))
for (const line of output.toString().split('\n').filter(Boolean)) {
  const { file, code } = JSON.parse(line)
  codes.get(file).add(code)
}

const NO_YAML = ['syntax', 'curly-quotes']
// A comment inside a text of several lines is no YAML either; one behind a text's only line is.
const UNREAD = [
  ...NO_YAML, 'several-documents', 'unsupported-tag', 'unknown-alias', 'control-character', 'comment-after-text',
]
const differing = cases
  .filter(({ file, isValid }) => {
    const found = codes.get(file)
    return isValid ? NO_YAML.some((code) => found.has(code)) : !UNREAD.some((code) => found.has(code))
  })
  .map(({ name }) => name)

const listed = readFileSync(new URL('yaml-cases.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split(' ')[0])
const unlisted = differing.filter((name) => !listed.includes(name))
const gone = listed.filter((name) => !differing.includes(name))
const valid = cases.filter(({ isValid }) => isValid).length
console.log(`${cases.length} cases, ${valid} of them valid; ${differing.length} differ, all listed: ${!unlisted.length && !gone.length}`)
if (unlisted.length) console.log(`not as the suite says: ${unlisted.join(' ')}`)
if (gone.length) console.log(`listed, but as the suite says: ${gone.join(' ')}`)
process.exit(unlisted.length + gone.length ? 1 : 0)
