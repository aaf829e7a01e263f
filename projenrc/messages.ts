/**
 * `npm run messages`: has the library write its own messages into dist/messages, each as it arrives, and takes a picture of all of them where there is Chromium
 * (or what CHROMIUM names). Your own are written by `LocalizedMessages.render()` in the same way.
 */
import * as fs from 'fs';
import * as path from 'path';
import { fail, root, run } from './run';
import { LocalizedMessages } from '../src';

const into = path.join(root, 'dist', 'messages');
const BROWSERS = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'chrome'];

async function messages(): Promise<void> {
  fs.rmSync(into, { recursive: true, force: true });
  const files = LocalizedMessages.standard({ appName: 'Acme' }).render(into);
  console.log(`wrote ${files.length} pages, ${path.relative(root, path.join(into, 'index.html'))} has all of them`);
  const page = path.join(into, 'index.html');
  const picture = path.join(into, 'messages.png');
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const browser = BROWSERS.flatMap(name => name === undefined ? [] : [name, ...folders.map(folder => path.join(folder, name))])
    .find(file => path.isAbsolute(file) && fs.existsSync(file));
  if (browser === undefined) {
    console.log('there is no Chromium to take a picture with');
    return;
  }
  // tall enough for three messages a row.
  const height = Math.ceil(files.length / 3) * 480;
  await run(browser, [
    '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files', `--window-size=1400,${height}`, `--screenshot=${picture}`, `file://${page}`,
  ], { cwd: root, onLine: () => {} });
  if (!fs.existsSync(picture)) {
    throw new Error(`${browser} took no picture`);
  }
  console.log(`took ${path.relative(root, picture)}`);
}

messages().catch(fail);
