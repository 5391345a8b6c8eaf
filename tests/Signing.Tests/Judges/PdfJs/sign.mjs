// Signs as others do: makes a document with pdf-lib and signs it with @signpdf.
// node sign.mjs OUT P12 PASSWORD
import { readFileSync, writeFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';

const [out, p12, passphrase] = process.argv.slice(2);
const words = {
  reason: 'Ky ban hanh', contactInfo: '', name: 'Signed elsewhere', location: 'Ha Noi', signatureLength: 8192,
};

async function fresh() {
  const pdf = await PDFDocument.create();
  pdf.addPage([400, 300]).drawText('Khong co an tich', { x: 40, y: 200, size: 18 });
  pdflibAddPlaceholder({ pdfDoc: pdf, ...words });
  return Buffer.from(await pdf.save({ useObjectStreams: false }));
}

writeFileSync(out, await new SignPdf().sign(await fresh(), new P12Signer(readFileSync(p12), { passphrase })));
