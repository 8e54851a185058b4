import type { Examples } from './examples.js';

export const vi: Examples = {
  one: 'một | Một | mot | số 1 | so 1',
  two: 'hai | Hai | số 2 | so 2',
  three: 'ba | số 3',
  coming: `
    có | Có | CO | co | vâng | Vâng | vang | dạ có | Dạ vâng | dạ vâng ạ | phải | Tôi sẽ đến | tôi sẽ đến | toi se den | Tôi đến | tôi sẽ đi | toi se di | Em sẽ đến | em se den | sẽ đến | se den
    Dạ em sẽ đến | dạ tôi sẽ đến, cảm ơn | có tôi sẽ đến | Có, tôi sẽ đến | tôi sẽ có mặt | toi se co mat | có mặt | Xác nhận | xac nhan | Tôi xác nhận | tôi đi được | đến được | Tôi có thể đến | toi co the den
    chúng tôi sẽ đến | Xin chào, tôi sẽ đến | chào em, cô sẽ đến | 1 tôi sẽ đến | 1 có | ok tôi sẽ đến | OK em sẽ đến ạ | chắc chắn | Chắc chắn tôi sẽ đến | đồng ý
  `,
  not_coming: `
    không | Không | khong | KHONG | ko | Ko | k đi được | hông | không được | không đến | Không đến được | khong den duoc | không đi được | Tôi không đến được | toi khong den duoc | ko đi được | tôi không đi được
    toi khong di duoc | Tôi không thể đến | toi khong the den | tôi không thể đi | không thể đến | Tôi không đến | tôi sẽ không đến | em không đến được | Em không đi được ạ | Xin lỗi tôi không đến được | xin lỗi, tôi không thể đến
    Chào em, cô không đi được | Dạ không | dạ không ạ | Dạ em không đến được | Không, tôi không đến được | hủy | huy | Hủy hẹn | huy hen | hủy cuộc hẹn | Tôi muốn hủy hẹn | tôi muốn hủy | xin hủy hẹn của tôi | 2 tôi không đến được
  `,
  stop: `
    STOP | Dừng lại | dung lai | ngừng | ngưng | đừng nhắn tin nữa | dung nhan tin nua | Đừng nhắn tin cho tôi nữa | đừng nhắn tin cho tôi | đừng gửi tin nhắn nữa | Đừng gửi tin nhắn cho tôi nữa | ngừng nhắn tin
    xin đừng nhắn tin cho tôi nữa | ngừng gửi tin nhắn | Tôi không muốn nhận tin nhắn nữa | toi khong muon nhan tin nhan nua | không muốn nhận tin nhắn | hủy đăng ký | xóa số của tôi | xóa tôi khỏi danh sách
    đừng làm phiền tôi | nhầm số, đừng nhắn tin nữa | Ai vậy? Đừng nhắn tin cho tôi nữa!
  `,
  start: 'tôi muốn nhận tin nhắn lại | hãy nhắn tin lại cho tôi',
  help: 'giúp | giúp đỡ | giup | trợ giúp | giúp tôi | cần giúp đỡ | tôi cần giúp đỡ | thông tin',
  thanks:
    'cảm ơn | cám ơn | cam on | Cảm ơn em | cảm ơn nhiều | ok cảm ơn | Dạ cảm ơn | được | được rồi | tốt | biết rồi | hiểu rồi | không sao | không có gì | khong sao | oke',
  unclear: `
    không đi được không | không thể hủy | không được hủy | không đến trễ | hai vợ chồng sẽ đến | dạ | đúng | dừng | đừng | không cảm ơn | Không, cảm ơn | khong cam on | không tôi sẽ đến đúng giờ mà | Không, tôi sẽ đến | có không | được không đến | không biết | tôi không biết | khong biet | chưa biết | không hiểu | tôi không hiểu | không chắc | có thể | có lẽ | chưa chắc
    tôi không thể không đến | tôi sẽ đến nhưng chồng tôi không đến | có nhưng tôi đến trễ | tôi đến trễ | đến trễ 10 phút | mấy giờ | Mấy giờ? | ở đâu | ở đâu vậy? | địa chỉ ở đâu | tôi có thể đến sớm hơn không? | có được không
    được không | đổi giờ | tôi muốn đổi giờ | đổi ngày | xin dời hẹn | đừng hủy | đừng hủy hẹn của tôi | không hủy | không muốn hủy | 2 người | hai người | hai giờ | 2 giờ | một hoặc hai | một hai | hai mẹ con | ba tôi không đi được
    con tôi không đến | tôi phải đi làm hôm đó | tôi bị bệnh | chồng tôi bị bắt | có di trú ở đó không | chào | xin chào | ai vậy | gọi cho tôi | đừng ngừng nhắn tin | nhầm số | không phải | không phải tôi | không có xe | chưa | không có
  `,
};
