import type { Words } from './words.js';

export const vi: Words = {
  numbers: 'một, hai, ba, bốn, năm, sáu, bảy, tám, chín',
  choice: 'số | chọn',
  coming: `
    có | vâng | dạ có | dạ vâng (ạ) | phải | đúng rồi | đồng ý | chắc chắn | (tôi/em/cháu/con/chúng tôi) sẽ đến/đi/tới (ạ) | (tôi/em/cháu/con) đến | cô/chú/anh/chị sẽ đến
    (tôi/em/chúng tôi) (sẽ) có mặt | (tôi/em) xác nhận | (tôi/em) đến/đi được | (tôi/em) có thể đến/đi
  `,
  no: 'không/ko (ạ) | hông',
  not_coming: `
    không/ko được | (tôi/em/cháu/con/cô/chú/anh/chị/chúng tôi) không/ko/hông/k đến/đi/tới được (ạ) | (tôi/em/chúng tôi) không/ko thể đến/đi/tới
    (tôi/em/chúng tôi) (sẽ) không/ko đến | (tôi/em) sẽ không/ko đi
  `,
  cancel: 'hủy | (xin/tôi muốn/em muốn) hủy | (xin/tôi muốn/em muốn) hủy (cuộc/lịch) hẹn (của tôi)',
  stop: 'dừng lại | ngừng | ngưng | hủy đăng ký',
  plea: `
    đừng nhắn tin (cho tôi/cho em) (nữa) | đừng gửi tin nhắn (cho tôi/cho em) (nữa) | ngừng/ngưng/dừng nhắn tin (cho tôi) | ngừng/ngưng/dừng gửi tin nhắn (cho tôi)
    (tôi) không muốn nhận tin nhắn (nữa) | xóa số (điện thoại) của tôi | xóa tôi khỏi danh sách | đừng làm phiền tôi (nữa)
  `,
  wrong_number: 'nhầm số (rồi) | sai số (rồi)',
  unsure: 'được không',
  unless: 'nếu | khi | nói | bảo',
  start: 'tôi muốn nhận (lại) tin nhắn (lại) | (hãy) nhắn tin lại cho tôi',
  help: 'giúp | giúp đỡ | trợ giúp | giúp tôi | (tôi) cần giúp đỡ | thông tin',
  thanks:
    'cảm/cám ơn | cảm/cám ơn em/cô/anh/chị/bạn/nhiều | được | được rồi | tốt | biết rồi | hiểu rồi | không sao | không có gì | rồi',
  please: 'làm ơn | xin',
  courtesy: 'xin chào | chào | chào em/cô/anh/chị/bạn | xin lỗi | rất tiếc | dạ',
};
