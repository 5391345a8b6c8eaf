// Opens every file that is named and prints one line of JSON for each: its pages, its text, its signature fields.
import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

for (const path of process.argv.slice(2)) {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  const text = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const content = await (await pdf.getPage(number)).getTextContent();
    text.push(content.items.map(item => item.str).join(' '));
  }
  const fields = Object.keys((await pdf.getFieldObjects()) ?? {});
  console.log(JSON.stringify({ path, pages: pdf.numPages, text: text.join('\n'), fields }));
  await pdf.destroy();
}
