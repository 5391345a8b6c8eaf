// The same certificate made and signed with pdf-lib and @signpdf: a font embedded as a subset, a page of text, one
// signature (PKCS#7 detached, RSA). Prints documents a second with one worker and with two.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { PDFDocument } from 'pdf-lib';
import fontkit from '@pdf-lib/fontkit';
import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib';
import { P12Signer } from '@signpdf/signer-p12';
import { SignPdf } from '@signpdf/signpdf';

const [fontFile, p12File, password, seconds] = isMainThread ? process.argv.slice(2) : workerData;
const regular = readFileSync(fontFile);
const p12 = readFileSync(p12File);

const lines = (number) => [
  'ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI', 'SỞ TƯ PHÁP', `Số: ${number}/LLTP-STP`, 'PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1',
  'Căn cứ Luật Lý lịch tư pháp ngày 17 tháng 6 năm 2009;', 'XÁC NHẬN:', '1. Họ và tên: NGUYỄN THỊ MINH HƯƠNG',
  '2. Giới tính: Nữ', '3. Ngày, tháng, năm sinh: 17/10/1963', '4. Nơi sinh: Hà Nội', '5. Quốc tịch: Việt Nam',
  '6. Giấy tờ: Số định danh cá nhân 007042695142', '7. Nơi thường trú: Số 247 ngõ 45 phố Kim Mã, thành phố Hà Nội',
  '8. Nơi tạm trú: //', '9. Tình trạng án tích: không có án tích', 'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', 'Trần Văn Bình',
];

async function certificate(number) {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  const font = await pdf.embedFont(regular, { subset: true });
  const page = pdf.addPage([595.276, 841.89]);
  lines(number).forEach((line, row) => page.drawText(line, { x: 74, y: 760 - row * 24, size: 13, font }));
  pdflibAddPlaceholder({
    pdfDoc: pdf, reason: 'Ký ban hành', contactInfo: '', name: 'Trần Văn Bình', location: 'Hà Nội', signatureLength: 4096,
  });
  // A signer reads its file up, so each signature takes a new one.
  const signer = new P12Signer(p12, { passphrase: password });
  return new SignPdf().sign(Buffer.from(await pdf.save({ useObjectStreams: false })), signer);
}

async function work() {
  await certificate(0);
  const started = performance.now();
  let made = 0, bytes = 0;
  while (performance.now() - started < seconds * 1000) {
    bytes = (await certificate(++made)).length;
  }
  return { rate: made / ((performance.now() - started) / 1000), bytes };
}

if (isMainThread) {
  const result = {};
  for (const workers of [1, 2]) {
    const all = await Promise.all(Array.from({ length: workers }, () => new Promise((done, failed) => {
      new Worker(fileURLToPath(import.meta.url), { workerData: process.argv.slice(2) })
        .on('message', done).on('error', failed);
    })));
    result[workers] = all.reduce((sum, one) => sum + one.rate, 0);
    result.bytes = all[0].bytes;
  }
  console.log(JSON.stringify(result));
} else {
  parentPort.postMessage(await work());
}
